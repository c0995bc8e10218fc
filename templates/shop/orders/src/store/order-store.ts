import type { Kysely, Selectable } from 'kysely';
import type { Decision, Order, OrderStore } from '../domain/order.ts';
import type { Database } from './database.ts';

export const createOrderStore = (db: Kysely<Database>): OrderStore => {
  const find: OrderStore['find'] = async (orderId) => {
    const row = await db.selectFrom('customer_order').selectAll().where('order_id', '=', orderId).executeTakeFirst();
    return row && toOrder(row);
  };
  return {
    find,
    open: async ({ customerId, lines, idempotencyKey = null }) => {
      const row = await db
        .insertInto('customer_order')
        .values({ customer_id: customerId, lines: JSON.stringify(lines), idempotency_key: idempotencyKey, status: 'pending' })
        // Changes nothing; without an update the earlier row would not be returned.
        .onConflict((conflict) => conflict.constraint('customer_order_idempotency').doUpdateSet({ customer_id: customerId }))
        .returningAll()
        .executeTakeFirstOrThrow();
      return toOrder(row);
    },
    decide: async (orderId, decision) => {
      await db
        .updateTable('customer_order')
        .set({ ...decisionColumns(decision), decided_at: new Date() })
        .where('order_id', '=', orderId)
        .where('status', '=', 'pending')
        .execute();
      const row = await db.selectFrom('customer_order').selectAll().where('order_id', '=', orderId).executeTakeFirstOrThrow();
      return toOrder(row);
    },
    pendingSince: async (time) => (await oldest(db).where('status', '=', 'pending').where('created_at', '<', time).execute()).map(toOrder),
    unannounced: async (time) => (await oldest(db).where('decided_at', '<', time).execute()).map(toOrder),
    markAnnounced: async (orderId) => {
      await db.updateTable('customer_order').set({ announced_at: new Date() }).where('order_id', '=', orderId).execute();
    },
  };
};

/** What the sweep has to finish, a piece at a time. */
const oldest = (db: Kysely<Database>) => db.selectFrom('customer_order').selectAll().where('announced_at', 'is', null).orderBy('created_at').limit(100);

const decisionColumns = (decision: Decision) =>
  decision.status === 'confirmed'
    ? { status: decision.status, total_cents: decision.totalCents }
    : { status: decision.status, reason: decision.reason, ...(decision.retryable && { idempotency_key: null }) };

const toOrder = (row: Selectable<Database['customer_order']>): Order => ({
  orderId: row.order_id,
  customerId: row.customer_id,
  status: row.status,
  reason: row.reason,
  lines: row.lines,
  totalCents: row.total_cents,
  createdAt: row.created_at,
});
