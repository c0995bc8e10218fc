import type { Answer, Decision, Inventory, NewOrder, Order, OrderStore, Payment } from './order.ts';

export interface OrderParts {
  readonly store: OrderStore;
  readonly inventory: Inventory;
  readonly payment: Payment;
}

export interface Attempt extends NewOrder {
  readonly cardToken: string;
}

export class KeyReused extends Error {
  override readonly name = 'KeyReused';
}

/**
 * Places an order and returns it decided. A step that cannot answer may still have happened: then the order is rejected, its event
 * makes inventory and payment give back what they took, and the error goes on to the caller.
 * @throws KeyReused when the idempotency key belongs to an order of other lines.
 */
export const placeOrder = async (parts: OrderParts, attempt: Attempt): Promise<Order> => {
  const order = await parts.store.open(attempt);
  if (!sameLines(order, attempt)) throw new KeyReused(`Idempotency key ${attempt.idempotencyKey} was used for another order.`);
  if (order.status !== 'pending') return order;
  try {
    return await parts.store.decide(order.orderId, await decide(parts, order, attempt.cardToken));
  } catch (error) {
    await parts.store.decide(order.orderId, { status: 'rejected', reason: 'unavailable', retryable: true });
    throw error;
  }
};

const decide = async ({ inventory, payment }: OrderParts, order: Order, cardToken: string): Promise<Decision> => {
  const reserved = await inventory.reserve(order);
  if (isRefused(reserved)) return { status: 'rejected', reason: reserved.refused, retryable: false };
  const { totalCents } = reserved;
  const charged = await payment.charge({ orderId: order.orderId, amountCents: totalCents, cardToken });
  if (isRefused(charged)) return { status: 'rejected', reason: charged.refused, retryable: false };
  return { status: 'confirmed', totalCents };
};

const isRefused = <Value extends object>(answer: Answer<Value>): answer is { readonly refused: string } => 'refused' in answer;

const sameLines = (one: Pick<Order, 'lines'>, other: Pick<Order, 'lines'>): boolean =>
  one.lines.length === other.lines.length && one.lines.every(({ sku, quantity }, index) => sku === other.lines[index]?.sku && quantity === other.lines[index].quantity);
