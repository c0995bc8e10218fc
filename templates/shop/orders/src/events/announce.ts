import type { Bus, Service } from '@sample-system/chassis';
import { ordersContract } from '@sample-system/orders-contract';
import type { Announce, Order, OrderStore } from '../domain/order.ts';

/** Publishes how an order ended. An order is marked only after the broker has confirmed, so an event may go out twice, never not at all. */
export const createAnnounce = (service: Service, bus: Bus, store: OrderStore): Announce => async (order) => {
  try {
    await publish(bus, order);
    await store.markAnnounced(order.orderId);
  } catch (error) {
    service.log.warn({ err: error, orderId: order.orderId }, 'order not announced yet; the sweep will do it');
  }
};

const publish = async (bus: Bus, { orderId, customerId, status, reason, lines, totalCents }: Order): Promise<void> => {
  if (status === 'confirmed') await bus.publish(ordersContract, 'order.confirmed.v1', { orderId, customerId, lines: [...lines], totalCents: totalCents ?? 0 });
  else await bus.publish(ordersContract, 'order.rejected.v1', { orderId, customerId, reason: reason ?? 'unknown' });
};
