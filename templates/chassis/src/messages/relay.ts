import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { toMessage } from '../bus/outgoing-event.ts';
import type { Transport } from '../bus/transport.ts';
import type { MessageTables } from './message-tables.ts';

export type RelayParts = { readonly db: Kysely<MessageTables>; readonly transport: Transport };

/** Events that are sent together, waiting for their confirmations together. */
const batchSize = 200;

export type Relayed = {
  /** How many the broker has confirmed. */
  readonly sent: number;
  /** Others could go now: the batch was full, or an event of a key stood before the next one. */
  readonly more: boolean;
};

/**
 * Sends what waits, oldest first, and forgets what the broker has confirmed.
 * Relays of several instances share the work: each takes rows that no other one holds.
 * Rejects where something was not confirmed; the rest of the batch is done all the same.
 */
export const relayBatch = async ({ db, transport }: RelayParts): Promise<Relayed> => {
  const { failure, ...relayed } = await db.transaction().execute(async (trx) => {
    // A process that is stopped in here (by SIGSTOP, by a dead link) must not keep its rows from the others.
    await sql`set local idle_in_transaction_session_timeout = '10s'`.execute(trx);
    const rows = await nextRows(trx);
    const results = await Promise.allSettled(rows.map((row) => transport.send(toMessage(row))));
    const confirmed = rows.filter((_, index) => results[index]?.status === 'fulfilled').map(({ position }) => position);
    if (confirmed.length > 0) await trx.deleteFrom('outbox').where('position', 'in', confirmed).execute();
    const more = rows.length === batchSize || rows.some(({ followed }) => followed);
    return { sent: confirmed.length, more, failure: results.find((result) => result.status === 'rejected') };
  });
  if (failure !== undefined) throw new Error(`${relayed.sent} events were sent, others were not`, { cause: failure.reason });
  return relayed;
};

/** Of one key only the oldest: the next one may go when that one is gone. */
const nextRows = (trx: Kysely<MessageTables>) =>
  trx
    .selectFrom('outbox as event')
    .select(['position', 'attributes', 'headers', 'content'])
    .select(({ exists, selectFrom }) => exists(selectFrom('outbox as later').select('later.position').whereRef('later.ordering_key', '=', 'event.ordering_key').whereRef('later.position', '>', 'event.position')).as('followed'))
    .where(({ eb, or, not, exists, selectFrom }) => or([
      eb('event.ordering_key', 'is', null),
      not(exists(selectFrom('outbox as earlier').select('earlier.position').whereRef('earlier.ordering_key', '=', 'event.ordering_key').whereRef('earlier.position', '<', 'event.position'))),
    ]))
    .orderBy('position')
    .limit(batchSize)
    .forUpdate()
    .skipLocked()
    .execute();
