import type { ServiceContract } from '@sample-system/chassis/contract';
import * as events from './v1/events.ts';
import * as routes from './v1/routes.ts';

export type { OrderConfirmed, OrderRejected } from './v1/events.ts';
export type { Order, OrderRequest } from './v1/routes.ts';

/** What orders promises: orders to place and to look at, and how each one ended as an event. */
export const ordersContract = {
  name: 'orders',
  version: '1.0.0',
  routes: { placeOrder: routes.placeOrder, getOrder: routes.getOrder, getProgress: routes.getProgress },
  events: { 'order.confirmed.v1': events.orderConfirmed, 'order.rejected.v1': events.orderRejected },
} as const satisfies ServiceContract;
