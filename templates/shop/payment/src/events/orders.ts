import type { Bus } from '@sample-system/chassis';
import { ordersContract } from '@sample-system/orders-contract';
import type { Payments } from '../domain/charge.ts';

/** Of a rejected order nothing may be kept, whichever step rejected it. The event may arrive twice. */
export const orderEvents = async (bus: Bus, payments: Payments): Promise<void> => {
  await bus.subscribe(ordersContract, 'order.rejected.v1', async ({ data }) => payments.refund(data.orderId));
};
