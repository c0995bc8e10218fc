import { expect, test } from 'vitest';
import { createPayments } from '../src/domain/charge.ts';
import type { Charge, ChargeStore, PaymentProvider } from '../src/domain/charge.ts';

/** A store and a provider that remember; `whileCharging` runs while the provider is at work. */
const ledger = (whileCharging: () => Promise<void> = async () => {}) => {
  const charges = new Map<string, Charge>();
  const taken = new Set<string>();
  const store: ChargeStore = {
    find: async (orderId) => charges.get(orderId),
    keep: async (charge) => {
      const kept = charges.get(charge.orderId) ?? charge;
      charges.set(charge.orderId, kept);
      return kept;
    },
    markRefunded: async (orderId) => { charges.set(orderId, { orderId, amountCents: 0, status: 'refunded' }); },
  };
  const provider: PaymentProvider = {
    charge: async ({ orderId }) => {
      await whileCharging();
      taken.add(orderId);
      return 'charged';
    },
    refund: async (orderId) => { taken.delete(orderId); },
  };
  return { taken, payments: createPayments(store, provider) };
};

const request = { orderId: 'order-1', amountCents: 100, cardToken: 'tok_sample' };

test('gives the money back when the order is rejected while the provider is at work', async () => {
  const { taken, payments } = ledger(async () => payments.refund(request.orderId));

  const charge = await payments.charge(request);

  expect(charge.status).toBe('refunded');
  expect([...taken]).toEqual([]);
});

test('gives the money back again when an earlier try ended in the middle', async () => {
  const { taken, payments } = ledger();
  await payments.charge(request);
  await payments.refund(request.orderId);
  taken.add(request.orderId);

  await payments.refund(request.orderId);

  expect([...taken]).toEqual([]);
});
