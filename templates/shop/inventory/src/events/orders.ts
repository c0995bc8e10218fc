import type { Inbox } from '@sample-system/chassis';
import { ordersContract } from '@sample-system/orders-contract';
import type { Database } from '../store/database.ts';
import { releaseReservation, shipReservation } from '../store/settle-reservation.ts';

/** The end of an order decides over its reservation. */
export const orderEvents = async (inbox: Inbox<Database>): Promise<void> => {
  await inbox.subscribe(ordersContract, 'order.confirmed.v1', async ({ data }, trx) => shipReservation(trx, data.orderId));
  await inbox.subscribe(ordersContract, 'order.rejected.v1', async ({ data }, trx) => releaseReservation(trx, data.orderId));
};
