import { createClient, StepRefused } from '@sample-system/chassis';
import type { Service } from '@sample-system/chassis';
import { paymentContract } from '@sample-system/payment-contract';
import type { Payment } from '../domain/order.ts';
import { refuseUnsent } from './refuse-unsent.ts';

export const connectPayment = (service: Service): Payment => {
  const payment = createClient(service, paymentContract);
  return {
    charge: async (charge, { key, signal }) => {
      const reply = await payment.chargePayment({ body: charge }, { idempotencyKey: key, signal }).catch(refuseUnsent);
      if (reply.status !== 201) throw new StepRefused(reply.body.type);
    },
    refund: async (orderId, { key, signal }) => { await payment.refundCharge({ params: { orderId } }, { idempotencyKey: key, signal }); },
  };
};
