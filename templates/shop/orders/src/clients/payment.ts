import { createClient } from '@sample-system/chassis';
import type { Service } from '@sample-system/chassis';
import { paymentContract } from '@sample-system/payment-contract';
import type { Payment } from '../domain/order.ts';

export const connectPayment = (service: Service): Payment => {
  const payment = createClient(service, paymentContract);
  return {
    charge: async (charge) => {
      const reply = await payment.chargePayment({ body: charge }, { idempotencyKey: charge.orderId });
      return reply.status === 201 ? { charged: true } : { refused: reply.body.type };
    },
  };
};
