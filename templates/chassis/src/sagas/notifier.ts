import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Log } from '../discovery/log.ts';
import { createBatcher } from '../store/batcher.ts';
import type { SagaTables } from './saga-tables.ts';

export type Notifier = {
  /** To all instances that listen, soon. One that is lost is made good by their looking once a second. */
  readonly notify: (channel: string, payload?: string) => void;
  /** When what was said is on its way. */
  readonly sent: () => Promise<unknown>;
};

type Said = { readonly channel: string; readonly payload: string };

/** After the commit, not within it: Postgres lets transactions that notify commit one after the other, each with its own write to the disk. */
export const createNotifier = (db: Kysely<SagaTables>, log: Log): Notifier => {
  const say = createBatcher(async (all: readonly Said[]) => {
    await sql`
      select set_config('synchronous_commit', 'off', true), pg_notify(said.channel, said.payload)
      from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as said(channel text, payload text)`.execute(db);
    return all;
  });
  const underWay = new Set<Promise<void>>();
  const sayOrLose = async (said: Said): Promise<void> => {
    await say(said).catch((error: unknown) => { log.debug({ err: error }, 'a notification was lost'); });
  };
  return {
    notify: (channel, payload = '') => {
      const saying = sayOrLose({ channel, payload }).finally(() => { underWay.delete(saying); });
      underWay.add(saying);
    },
    sent: async () => Promise.all(underWay),
  };
};
