import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { toMessage } from '../bus/outgoing-event.ts';
import type { Transport } from '../bus/transport.ts';
import type { MessageTables } from './message-tables.ts';

export type RelayParts = { readonly db: Kysely<MessageTables>; readonly transport: Transport };

/** Events that are sent together, waiting for their confirmations together. */
export const batchSize = 200;

/**
 * Sends what waits, oldest first, and forgets what the broker has confirmed. Returns how many that were.
 * Relays of several instances share the work: each takes rows that no other one holds.
 * Rejects where something was not confirmed; the rest of the batch is done all the same.
 */
export const relayBatch = async ({ db, transport }: RelayParts): Promise<number> => {
  const { sent, failure } = await db.transaction().execute(async (trx) => {
    // A process that is stopped in here (by SIGSTOP, by a dead link) must not keep its rows from the others.
    await sql`set local idle_in_transaction_session_timeout = '10s'`.execute(trx);
    const rows = await nextRows(trx);
    const results = await Promise.allSettled(rows.map((row) => transport.send(toMessage(row))));
    const confirmed = rows.filter((_, index) => results[index]?.status === 'fulfilled').map(({ position }) => position);
    if (confirmed.length > 0) await trx.deleteFrom('outbox').where('position', 'in', confirmed).execute();
    return { sent: confirmed.length, failure: results.find((result) => result.status === 'rejected') };
  });
  if (failure !== undefined) throw new Error(`${sent} events were sent, others were not`, { cause: failure.reason });
  return sent;
};

/** Of one key only the oldest: the next one may go when that one is gone. */
const nextRows = (trx: Kysely<MessageTables>) =>
  trx
    .selectFrom('outbox as event')
    .select(['position', 'attributes', 'headers', 'content'])
    .where(({ eb, or, not, exists, selectFrom }) => or([
      eb('event.ordering_key', 'is', null),
      not(exists(selectFrom('outbox as earlier').select('earlier.position').whereRef('earlier.ordering_key', '=', 'event.ordering_key').whereRef('earlier.position', '<', 'event.position'))),
    ]))
    .orderBy('position')
    .limit(batchSize)
    .forUpdate()
    .skipLocked()
    .execute();
