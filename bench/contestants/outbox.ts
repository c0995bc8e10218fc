import { busConfig, createService, loadConfig, messageTables, openMessages, openStore, postgresConfig, serviceConfig } from '@sample-system/chassis';
import type { ServiceContract } from '@sample-system/chassis/contract';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { createDatabase } from '../database.ts';
import { order } from './order.ts';
import { dropQueues } from './broker.ts';

const events = 5_000;
/** Transactions under way: as many as the pool has connections. */
const writers = 10;

const orderKept = 'bench.order.kept.v1';
const ordersContract = { name: 'bench', version: '1.0.0', routes: {}, events: { [orderKept]: { data: z.looseObject({ id: z.string() }) } } } as const satisfies ServiceContract;

interface Database {
  readonly ledger: { readonly order_id: string };
}

const ledger = { up: async (db: Kysely<unknown>): Promise<void> => { await db.schema.createTable('ledger').addColumn('order_id', 'text', (column) => column.primaryKey()).execute(); } };

/** One of the two services, with a database of its own that is gone afterwards. */
const open = async (name: string, broker: string, server: string) => {
  const database = await createDatabase(server);
  const config = loadConfig({ ...serviceConfig, ...postgresConfig, ...busConfig }, { LOG_LEVEL: 'error', RABBITMQ_URL: broker, DATABASE_URL: database.url });
  const service = createService({ name: `bench-${name}`, contract: { ...ordersContract, name: `bench-${name}` }, config });
  const db = openStore<Database>(service, { migrations: { '1-ledger': ledger, '2-messages': messageTables } });
  const close = async (): Promise<void> => {
    await service.close();
    await database.drop();
  };
  return { service, db, messages: openMessages(service, db), close };
};

/** A row and its event in one transaction of the publisher, the inbox and a row in one of the consumer; both in this process. */
export const outboxToInbox = async (broker: string, server: string) => {
  const [publisher, consumer] = [await open('publisher', broker, server), await open('consumer', broker, server)];
  let taken = (): void => {};
  await consumer.messages.inbox.subscribe(ordersContract, orderKept, async ({ data }, trx) => {
    await trx.insertInto('ledger').values({ order_id: data.id }).execute();
    taken();
  });
  await publisher.service.start();
  await consumer.service.start();
  let rounds = 0;
  const write = async (id: string): Promise<void> => {
    await publisher.db.transaction().execute(async (trx) => {
      await trx.insertInto('ledger').values({ order_id: id }).execute();
      await publisher.messages.outbox.within(trx).publish(ordersContract, orderKept, order(id));
    });
  };
  const round = async (): Promise<number> => {
    const all = Promise.withResolvers<void>();
    const ids = Array.from({ length: events }, (_, index) => `${rounds}-${index}`).values();
    rounds += 1;
    let count = 0;
    taken = () => {
      count += 1;
      if (count === events) all.resolve();
    };
    const writer = async (): Promise<void> => { for (const id of ids) await write(id); };
    const start = performance.now();
    await Promise.all(Array.from({ length: writers }, writer));
    await all.promise;
    return events / ((performance.now() - start) / 1_000);
  };
  const close = async (): Promise<void> => {
    await publisher.close();
    await consumer.close();
    await dropQueues(broker, `bench-consumer.${orderKept}`);
  };
  return { round, close };
};
