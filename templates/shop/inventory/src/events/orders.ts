import type { Bus } from '@sample-system/chassis';
import { ordersContract } from '@sample-system/orders-contract';
import type { ReservationStore } from '../domain/reservation.ts';

/** The end of an order decides over its reservation. An event may arrive twice, so both operations may be repeated. */
export const orderEvents = async (bus: Bus, reservations: ReservationStore): Promise<void> => {
  await bus.subscribe(ordersContract, 'order.confirmed.v1', async ({ data }) => reservations.ship(data.orderId));
  await bus.subscribe(ordersContract, 'order.rejected.v1', async ({ data }) => reservations.release(data.orderId));
};
