import type { Outbox } from '@sample-system/chassis';
import { ordersContract } from '@sample-system/orders-contract';
import type { Transaction } from 'kysely';
import type { Order } from '../domain/order.ts';
import type { Database } from '../store/database.ts';

/** Tells how an order ended, in the transaction that ends it. */
export type Announce = (trx: Transaction<Database>, order: Order) => Promise<void>;

export const createAnnounce = (outbox: Outbox<Database>): Announce => async (trx, { orderId, customerId, status, reason, lines, totalCents }) => {
  if (status === 'confirmed') await outbox.within(trx).publish(ordersContract, 'order.confirmed.v1', { orderId, customerId, lines: [...lines], totalCents: totalCents ?? 0 });
  else await outbox.within(trx).publish(ordersContract, 'order.rejected.v1', { orderId, customerId, reason: reason ?? 'unknown' });
};
