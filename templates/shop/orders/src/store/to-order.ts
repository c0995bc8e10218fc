import type { Selectable } from 'kysely';
import type { Order } from '../domain/order.ts';
import type { Database } from './database.ts';

export const toOrder = (row: Selectable<Database['customer_order']>): Order => ({
  orderId: row.order_id,
  customerId: row.customer_id,
  status: row.status,
  reason: row.reason,
  lines: row.lines,
  totalCents: row.total_cents,
  createdAt: row.created_at,
});
