import { busConfig, createService, loadConfig, openMessages, openStore, messageTables, postgresConfig, serviceConfig } from '@sample-system/chassis';
import type { ServiceContract } from '@sample-system/chassis/contract';
import { ordersContract } from '@sample-system/orders-contract';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** The witness of chaos: a point for each confirmed order. Adding is not idempotent, so an event that is worked on twice shows. */
interface Database {
  readonly account: { readonly customer_id: string; readonly points: number };
}

const accounts = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema.createTable('account').addColumn('customer_id', 'text', (column) => column.primaryKey()).addColumn('points', 'integer', (column) => column.notNull()).execute();
  },
};

const contract = { name: 'loyalty', version: '1.0.0', routes: {}, events: {} } as const satisfies ServiceContract;
const service = createService({ name: 'loyalty', contract, config: loadConfig({ ...serviceConfig, ...postgresConfig, ...busConfig }) });
const db = openStore<Database>(service, { migrations: { '2026-01-01-accounts': accounts, '2026-01-03-messages': messageTables } });
const { inbox } = openMessages(service, db);

await inbox.subscribe(ordersContract, 'order.confirmed.v1', async ({ data }, trx) => {
  await trx
    .insertInto('account')
    .values({ customer_id: data.customerId, points: 1 })
    .onConflict((conflict) => conflict.column('customer_id').doUpdateSet({ points: sql`account.points + 1` }))
    .execute();
});
await service.start();
