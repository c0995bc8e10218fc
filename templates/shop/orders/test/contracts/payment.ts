import { randomUUID } from 'node:crypto';
import type { Interactions } from '@sample-system/chassis/testing';
import type { paymentContract } from '@sample-system/payment-contract';
import { expect } from 'vitest';

/** What orders relies on at payment, and reads of its answers. The tests of payment run it against the real service. */
export const interactions: Interactions<typeof paymentContract> = {
  'takes the money of an order once, however often it is asked': async (payment) => {
    const charge = { body: { orderId: randomUUID(), amountCents: 1_850, cardToken: 'tok_sample' } };
    const answers = [await payment.chargePayment(charge), await payment.chargePayment(charge)];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  },
  'says why it takes none': async (payment) => {
    const declined = await payment.chargePayment({ body: { orderId: randomUUID(), amountCents: 1_850, cardToken: 'tok_declined' } });
    expect(declined).toMatchObject({ status: 402, body: { type: 'card-declined' } });
  },
  'takes nothing for an order that was given back, whichever of the two comes first': async (payment) => {
    const orderId = randomUUID();
    expect(await payment.refundCharge({ params: { orderId } })).toEqual({ status: 204 });
    expect(await payment.chargePayment({ body: { orderId, amountCents: 1_850, cardToken: 'tok_sample' } })).toMatchObject({ status: 409 });
  },
};
