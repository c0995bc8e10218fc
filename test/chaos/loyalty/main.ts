import { busConfig, createService, loadConfig, openMessages, openStore, messageTables, postgresConfig, serviceConfig } from '@sample-system/chassis';
import type { ServiceContract } from '@sample-system/chassis/contract';
import { ordersContract } from '@sample-system/orders-contract';
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';

/** The witness of chaos: a point for each confirmed order, a regret for each rejected one. Adding is not idempotent, so an event that is worked on twice shows. */
interface Database {
  readonly account: { readonly customer_id: string; readonly points: number; readonly regrets: number };
}

const accounts = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema
      .createTable('account')
      .addColumn('customer_id', 'text', (column) => column.primaryKey())
      .addColumn('points', 'integer', (column) => column.notNull())
      .addColumn('regrets', 'integer', (column) => column.notNull())
      .execute();
  },
};

const contract = { name: 'loyalty', version: '1.0.0', routes: {}, events: {} } as const satisfies ServiceContract;
const service = createService({ name: 'loyalty', contract, config: loadConfig({ ...serviceConfig, ...postgresConfig, ...busConfig }) });
const db = openStore<Database>(service, { migrations: { '2026-01-01-accounts': accounts, '2026-01-03-messages': messageTables } });
const { inbox } = openMessages(service, db);

const add = async (trx: Transaction<Database>, customer_id: string, { points = 0, regrets = 0 }): Promise<void> => {
  await trx
    .insertInto('account')
    .values({ customer_id, points, regrets })
    .onConflict((conflict) => conflict.column('customer_id').doUpdateSet({ points: sql`account.points + ${points}`, regrets: sql`account.regrets + ${regrets}` }))
    .execute();
};

await inbox.subscribe(ordersContract, 'order.confirmed.v1', async ({ data }, trx) => add(trx, data.customerId, { points: 1 }));
await inbox.subscribe(ordersContract, 'order.rejected.v1', async ({ data }, trx) => add(trx, data.customerId, { regrets: 1 }));
await service.start();
