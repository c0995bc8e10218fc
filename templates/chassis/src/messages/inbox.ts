import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import { DeadLetter } from '../bus/dead-letter.ts';
import { subscriptionOf, type BusEvent, type SubscribeOptions } from '../bus/subscription.ts';
import type { Transport } from '../bus/transport.ts';
import { raceSignal } from '../client/deadline.ts';
import type { EventData, ServiceContract } from '../contract/contract.ts';
import type { Service } from '../service/service.ts';
import { messageTablesIn, type MessageTables } from './message-tables.ts';

/** Works on an event in the transaction that marks it as done: what is written through `trx` happens once, however often the event comes. */
export type InboxHandler<Data, Database> = (event: BusEvent<Data>, trx: Transaction<Database>) => Promise<void>;

export type Inbox<Database> = {
  /** From the service's start on. One subscription a type. */
  readonly subscribe: <Contract extends ServiceContract, Type extends keyof Contract['events'] & string>(
    contract: Contract,
    type: Type,
    handler: InboxHandler<EventData<Contract, Type>, Database>,
    options?: SubscribeOptions,
  ) => Promise<void>;
};

export type InboxParts<Database> = {
  readonly service: Pick<Service, 'name' | 'metrics'>;
  readonly db: Kysely<Database>;
  readonly transport: Transport;
};

/** A handler that takes its process down leaves its event to be delivered again, for ever if nobody counts. Stops for other reasons are rarely that many. */
const mostRedeliveries = 10;

export const createInbox = <Database>({ service, db, transport }: InboxParts<Database>): Inbox<Database> => {
  const repeated = service.metrics.counter({ name: 'inbox_repeated_events_total', help: 'Events that came again after their effect was done', labelNames: ['type'] });

  const receive = async (event: BusEvent<unknown>, type: string, handler: InboxHandler<unknown, Database>): Promise<void> => {
    if (event.id === '') throw new DeadLetter('an event without an id cannot be told from its repetitions');
    const place = { subscription: type, source: event.source, event_id: event.id };
    if (event.redelivered) await countRedelivery(messageTablesIn(db), place);
    await db.transaction().execute(async (trx) => {
      if (await isFirst(messageTablesIn(trx), place)) await raceSignal(handler(event, trx), event.signal);
      else repeated.labels({ type }).inc();
    });
  };
  return {
    subscribe: async (contract, type, handler, options = {}) => {
      const own = handler as InboxHandler<unknown, Database>;
      await transport.consume(subscriptionOf(service.name, { contract, type, options, handler: (event) => receive(event, type, own) }));
    },
  };
};

type Place = { readonly subscription: string; readonly source: string; readonly event_id: string };

/** Of two instances that have the same event in hand the second waits here for the first one's end. */
const isFirst = async (trx: Kysely<MessageTables>, place: Place): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await trx.insertInto('inbox').values(place).onConflict((conflict) => conflict.doNothing()).executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
};

/** Committed before the work, which may never return. */
const countRedelivery = async (db: Kysely<MessageTables>, place: Place): Promise<void> => {
  const { times } = await db
    .insertInto('inbox_redelivery')
    .values({ ...place, times: 1 })
    .onConflict((conflict) => conflict.columns(['subscription', 'source', 'event_id']).doUpdateSet({ times: sql`inbox_redelivery.times + 1`, last_at: sql`now()` }))
    .returning('times')
    .executeTakeFirstOrThrow();
  if (times > mostRedeliveries) throw new DeadLetter(`delivered ${times} times again without an end; it may take its consumers down`);
};

/** What no repetition can be expected of any more. */
export const forgetEvents = async (db: Kysely<MessageTables>, olderThanDays: number): Promise<void> => {
  const before = sql<Date>`now() - make_interval(days => ${olderThanDays})`;
  await db.deleteFrom('inbox').where('handled_at', '<', before).execute();
  await db.deleteFrom('inbox_redelivery').where('last_at', '<', before).execute();
};
