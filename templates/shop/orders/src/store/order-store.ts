import type { Kysely, Selectable } from 'kysely';
import type { Decision, Order, OrderStore } from '../domain/order.ts';
import type { Announce } from '../events/announce.ts';
import type { Database } from './database.ts';

export const createOrderStore = (db: Kysely<Database>, announce: Announce): OrderStore => {
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
      await db.transaction().execute(async (trx) => {
        const decided = await trx
          .updateTable('customer_order')
          .set({ ...decisionColumns(decision), decided_at: new Date() })
          .where('order_id', '=', orderId)
          .where('status', '=', 'pending')
          .returningAll()
          .executeTakeFirst();
        if (decided !== undefined) await announce(trx, toOrder(decided));
      });
      const row = await db.selectFrom('customer_order').selectAll().where('order_id', '=', orderId).executeTakeFirstOrThrow();
      return toOrder(row);
    },
    // A piece at a time.
    pendingSince: async (time) => {
      const rows = await db.selectFrom('customer_order').selectAll().where('status', '=', 'pending').where('created_at', '<', time).orderBy('created_at').limit(100).execute();
      return rows.map(toOrder);
    },
  };
};

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
