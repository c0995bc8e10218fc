import { stubService } from '@sample-system/chassis/testing';
import type { StubHandlers, StubService } from '@sample-system/chassis/testing';
import { inventoryContract } from '@sample-system/inventory-contract';
import { paymentContract } from '@sample-system/payment-contract';

export interface StandIns {
  readonly inventory: StubService;
  readonly payment: StubService;
  /** Orders for which stock is held. */
  readonly held: ReadonlySet<string>;
  /** Cents taken, by order. */
  readonly taken: ReadonlyMap<string, number>;
  readonly close: () => Promise<void>;
}

const price = 1_000;
const undone = { type: 'order-rejected', title: 'The order was rejected', status: 409 };

const inventoryAnswers = (held: Set<string>, released: Set<string>): StubHandlers<typeof inventoryContract> => ({
  reserveStock: ({ body: { orderId, lines } }) => {
    if (released.has(orderId)) return { status: 409, body: undone };
    if (lines.some(({ sku }) => sku === 'sold-out')) return { status: 409, body: { type: 'out-of-stock', title: 'Not enough in stock', status: 409 } };
    held.add(orderId);
    const totalCents = lines.reduce((total, { quantity }) => total + quantity * price, 0);
    return { status: 201, body: { orderId, status: 'held', lines: lines.map((line) => ({ ...line, unitPriceCents: price })), totalCents } };
  },
  releaseStock: ({ params: { orderId } }) => {
    released.add(orderId);
    held.delete(orderId);
    return { status: 204 };
  },
});

const paymentAnswers = (taken: Map<string, number>, refunded: Set<string>): StubHandlers<typeof paymentContract> => ({
  chargePayment: ({ body: { orderId, amountCents, cardToken } }) => {
    if (refunded.has(orderId)) return { status: 409, body: undone };
    if (cardToken === 'tok_declined') return { status: 402, body: { type: 'card-declined', title: 'The card was declined', status: 402 } };
    taken.set(orderId, amountCents);
    return { status: 201, body: { orderId, amountCents, status: 'charged' } };
  },
  refundCharge: ({ params: { orderId } }) => {
    refunded.add(orderId);
    taken.delete(orderId);
    return { status: 204 };
  },
});

/** Inventory and payment as far as orders sees them: they answer by contract, and do and undo once an order. */
export const startStandIns = async (): Promise<StandIns> => {
  const held = new Set<string>();
  const taken = new Map<string, number>();
  const inventory = await stubService(inventoryContract, inventoryAnswers(held, new Set()));
  const payment = await stubService(paymentContract, paymentAnswers(taken, new Set()));
  return { inventory, payment, held, taken, close: async () => { await Promise.all([inventory.close(), payment.close()]); } };
};
