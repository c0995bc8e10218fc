import type { NewOrder, Order, OrderStore } from './order.ts';

export interface OrderParts {
  readonly store: OrderStore;
  /** Resolves when the order is decided, or when it has been waited for long enough. */
  readonly settled: (orderId: string) => Promise<void>;
}

export class KeyReused extends Error {
  override readonly name = 'KeyReused';
}

/**
 * Places an order and returns it decided; still pending where that takes longer than anybody waits.
 * @throws KeyReused when the idempotency key belongs to an order of other lines.
 */
export const placeOrder = async ({ store, settled }: OrderParts, attempt: NewOrder): Promise<Order> => {
  const order = await store.open(attempt);
  if (!sameLines(order, attempt)) throw new KeyReused(`Idempotency key ${attempt.idempotencyKey} was used for another order.`);
  if (order.status !== 'pending') return order;
  await settled(order.orderId);
  return (await store.find(order.orderId)) ?? order;
};

const sameLines = (one: Pick<Order, 'lines'>, other: Pick<Order, 'lines'>): boolean =>
  one.lines.length === other.lines.length && one.lines.every(({ sku, quantity }, index) => sku === other.lines[index]?.sku && quantity === other.lines[index].quantity);
