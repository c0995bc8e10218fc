import type { Kysely, Selectable } from 'kysely';
import type { Charge, ChargeStore } from '../domain/charge.ts';
import type { Database } from './database.ts';

export const createChargeStore = (db: Kysely<Database>): ChargeStore => {
  const find: ChargeStore['find'] = async (orderId) => {
    const row = await db.selectFrom('charge').selectAll().where('order_id', '=', orderId).executeTakeFirst();
    return row && toCharge(row);
  };
  return {
    find,
    keep: async (charge) => {
      const row = { order_id: charge.orderId, amount_cents: charge.amountCents, status: charge.status };
      await db.insertInto('charge').values(row).onConflict((conflict) => conflict.doNothing()).execute();
      return (await find(charge.orderId)) ?? charge;
    },
    markRefunded: async (orderId) => {
      await db
        .insertInto('charge')
        .values({ order_id: orderId, amount_cents: 0, status: 'refunded' })
        .onConflict((conflict) => conflict.column('order_id').doUpdateSet({ status: 'refunded' }).where('charge.status', '=', 'charged'))
        .execute();
    },
  };
};

const toCharge = (row: Selectable<Database['charge']>): Charge => ({ orderId: row.order_id, amountCents: row.amount_cents, status: row.status });
