import type { Transaction } from 'kysely';
import type { Decision } from '../domain/order.ts';
import type { Announce } from '../events/announce.ts';
import type { Database } from './database.ts';
import { toOrder } from './to-order.ts';

/** Ends an order, and tells the other services so. The first decision counts. */
export type DecideOrder = (trx: Transaction<Database>, orderId: string, decision: Decision) => Promise<void>;

export const createDecideOrder = (announce: Announce): DecideOrder => async (trx, orderId, decision) => {
  const decided = await trx
    .updateTable('customer_order')
    .set({ ...decisionColumns(decision), decided_at: new Date() })
    .where('order_id', '=', orderId)
    .where('status', '=', 'pending')
    .returningAll()
    .executeTakeFirst();
  if (decided !== undefined) await announce(trx, toOrder(decided));
};

const decisionColumns = (decision: Decision) =>
  decision.status === 'confirmed'
    ? { status: decision.status, total_cents: decision.totalCents }
    : { status: decision.status, reason: decision.reason, ...(decision.retryable && { idempotency_key: null }) };
