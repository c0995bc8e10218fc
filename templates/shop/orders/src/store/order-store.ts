import type { Kysely, Transaction } from 'kysely';
import type { NewOrder, OrderStore } from '../domain/order.ts';
import type { Database } from './database.ts';
import { toOrder } from './to-order.ts';

/** Begins an order, in the transaction that opens it; of one that has begun it does nothing. */
export type BeginOrder = (trx: Transaction<Database>, orderId: string, order: NewOrder) => Promise<void>;

export const createOrderStore = (db: Kysely<Database>, begin: BeginOrder): OrderStore => ({
  find: async (orderId) => {
    const row = await db.selectFrom('customer_order').selectAll().where('order_id', '=', orderId).executeTakeFirst();
    return row && toOrder(row);
  },
  open: async (order) => db.transaction().execute(async (trx) => {
    const row = await trx
      .insertInto('customer_order')
      .values({ customer_id: order.customerId, lines: JSON.stringify(order.lines), idempotency_key: order.idempotencyKey ?? null, status: 'pending' })
      // Changes nothing; without an update the earlier row would not be returned.
      .onConflict((conflict) => conflict.constraint('customer_order_idempotency').doUpdateSet({ customer_id: order.customerId }))
      .returningAll()
      .executeTakeFirstOrThrow();
    const opened = toOrder(row);
    if (opened.status === 'pending') await begin(trx, opened.orderId, order);
    return opened;
  }),
});
