import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Publish } from '../bus/bus.ts';
import { outgoingEvents, type OutgoingEvent } from '../bus/outgoing-event.ts';
import { inPublishSpan } from '../bus/publish-span.ts';
import type { Service } from '../service/service.ts';
import { messageTablesIn, type MessageTables } from './message-tables.ts';
import type { RelayLoop } from './relay-loop.ts';

/** Publishing as a part of the change that it tells of. */
export type Outbox<Database> = {
  /**
   * What is published within a transaction goes out after its commit, and only then, and certainly. At least once: consumers have an inbox.
   * Rejects with a ZodError for data that does not fit the contract, with `EventTooLarge` for more than 256 KiB of it.
   */
  readonly within: (trx: Transaction<Database>) => { readonly publish: Publish };
};

/** Wakes the relays of all instances when the transaction commits. */
export const outboxChannel = 'outbox';

export const createOutbox = <Database>({ name, tracing }: Pick<Service, 'name' | 'tracing'>, relay: Pick<RelayLoop, 'expect'>): Outbox<Database> => ({
  within: (trx) => ({
    publish: async (contract, type, data, given = {}) => inPublishSpan(tracing, type, async () => {
      const events = outgoingEvents(name, { contract, type, data, given });
      await keep(messageTablesIn(trx), events, given.key);
      if (!relay.expect()) await sql`select pg_notify(${outboxChannel}, '')`.execute(trx);
    }),
  }),
});

const keep = async (trx: Kysely<MessageTables>, events: readonly OutgoingEvent[], key: string | undefined): Promise<void> => {
  // Until the commit: of two writers of one key the one who commits later must not have the lower position.
  if (key !== undefined) await sql`select pg_advisory_xact_lock(hashtextextended(${`outbox ${key}`}, 0))`.execute(trx);
  const rows = events.map(({ attributes, headers, content }) => ({ ordering_key: key ?? null, attributes: JSON.stringify(attributes), headers: JSON.stringify(headers), content }));
  await trx.insertInto('outbox').values(rows).execute();
};
