import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { contextHeaders } from '../http/context-headers.ts';
import { requestContext } from '../http/request-context.ts';
import type { AggregateTables } from './aggregate-tables.ts';
import type { EventKinds } from './define-aggregate.ts';
import { LostRace } from './version-conflict.ts';

export type Appending = {
  readonly aggregate: string;
  readonly id: string;
  /** The version that the events were decided on. */
  readonly version: number;
  readonly events: readonly CheckedEvent[];
};

/** An event as it will be read. */
export type CheckedEvent<Event = unknown> = { readonly event: Event; readonly type: string; readonly schema: number; readonly content: string };

/** What does not survive being written as JSON is missed now, and not in the first replay. @throws ZodError for data that does not fit */
export const check = <Event extends { readonly type: string; readonly data: unknown }>(kinds: EventKinds, { type, data }: Event): CheckedEvent<Event> => {
  const kind = kinds[type];
  if (kind === undefined) throw new Error(`There is no event ${type}.`);
  const content = JSON.stringify(kind.data.parse(data));
  return { event: { type, data: JSON.parse(content) as unknown } as Event, type, schema: kind.version, content };
};

/**
 * Adds events behind a version.
 * @throws LostRace when another one has written behind it, and then the transaction can only be rolled back
 */
export const append = async (trx: Kysely<AggregateTables>, { aggregate, id, version, events }: Appending): Promise<void> => {
  const [headers, causedBy] = [JSON.stringify(contextHeaders()), requestContext()?.identity['x-identity-sub'] ?? null];
  const rows = events.map(({ type, schema, content }, index) => ({ aggregate, id, version: version + index + 1, type, schema, data: content, headers, caused_by: causedBy }));
  await trx.insertInto('aggregate_event').values(rows).execute().catch((error: unknown) => {
    throw isVersionTaken(error) ? new LostRace({ aggregate, id, expectedVersion: version, currentVersion: version + 1 }) : error;
  });
};

const isVersionTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23505' && 'constraint' in error && error.constraint === 'aggregate_event_version';

/** Until the transaction ends: whoever lost a race waits here for the others, in place of losing again. */
export const queueUp = async (trx: Kysely<AggregateTables>, { aggregate, id }: Pick<Appending, 'aggregate' | 'id'>): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`aggregate ${aggregate} ${id}`}, 0))`.execute(trx);
};

export const keepSnapshot = async (trx: Kysely<AggregateTables>, row: { readonly aggregate: string; readonly id: string; readonly version: number; readonly form: number; readonly state: unknown }): Promise<void> => {
  const values = { ...row, state: JSON.stringify(row.state) };
  await trx.insertInto('aggregate_snapshot').values(values).onConflict((conflict) => conflict.columns(['aggregate', 'id']).doUpdateSet(values)).execute();
};
