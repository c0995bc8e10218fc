import type { Inbox } from '@sample-system/chassis';
import { ordersContract } from '@sample-system/orders-contract';
import type { Database } from '../store/database.ts';
import { shipReservation } from '../store/settle-reservation.ts';

/** What is held for an order that is confirmed is shipped. */
export const orderEvents = async (inbox: Inbox<Database>): Promise<void> => {
  await inbox.subscribe(ordersContract, 'order.confirmed.v1', async ({ data }, trx) => shipReservation(trx, data.orderId));
};
