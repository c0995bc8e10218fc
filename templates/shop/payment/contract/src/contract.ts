import type { ServiceContract } from '@sample-system/chassis/contract';
import * as v1 from './v1/routes.ts';

export type { Charge } from './v1/routes.ts';

/** What payment promises: one charge an order, taken or refused. */
export const paymentContract = {
  name: 'payment',
  version: '1.0.0',
  routes: { chargePayment: v1.chargePayment, refundCharge: v1.refundCharge, getCharge: v1.getCharge },
  events: {},
} as const satisfies ServiceContract;
