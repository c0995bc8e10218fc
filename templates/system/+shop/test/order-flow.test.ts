import { randomUUID } from 'node:crypto';
import { inventoryContract } from '../services/inventory/contract/src/contract.ts';
import type { StockItem } from '../services/inventory/contract/src/contract.ts';
import { ordersContract } from '../services/orders/contract/src/contract.ts';
import type { Order } from '../services/orders/contract/src/contract.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startShop } from './start-shop.ts';
import type { Answer, Shop } from './start-shop.ts';

let shop: Shop;

beforeAll(async () => { shop = await startShop(); });
afterAll(() => shop.close());

const { getStock } = inventoryContract.routes;
const { placeOrder } = ordersContract.routes;

const stock = async (sku: string): Promise<StockItem> => getStock.responses[200].parse((await shop.call(`/v1/stock/${sku}`)).body);
const place = async (body: object, key: string = randomUUID()): Promise<Answer> => shop.call('/v1/orders', { body, headers: { 'idempotency-key': key } });
const placed = async (body: object, key?: string): Promise<Order> => placeOrder.responses[201].parse((await place(body, key)).body);
const untilStock = async (sku: string, expected: Partial<StockItem>): Promise<void> =>
  vi.waitFor(async () => { expect(await stock(sku)).toMatchObject(expected); }, { timeout: 10_000 });

test('an order goes through the gateway to orders, inventory and payment, and its event ships the stock', async () => {
  const before = await stock('coffee-beans');

  const order = await placed({ items: [{ sku: 'coffee-beans', quantity: 2 }] });

  expect(order).toMatchObject({ customerId: 'alice', status: 'confirmed', totalCents: 2 * before.unitPriceCents });
  await untilStock('coffee-beans', { available: before.available - 2, reserved: before.reserved, shipped: before.shipped + 2 });
  expect(await shop.chargeOf(order.orderId)).toEqual({ orderId: order.orderId, amountCents: order.totalCents, status: 'charged' });
  expect(await shop.call(`/v1/orders/${order.orderId}`)).toEqual({ status: 200, body: order });
});

test('an order that comes twice is charged and shipped once', async () => {
  const before = await stock('espresso-cup');
  const key = randomUUID();
  const cup = { items: [{ sku: 'espresso-cup', quantity: 1 }] };

  const orders = await Promise.all([placed(cup, key), placed(cup, key)]);

  expect(orders[0]).toEqual(orders[1]);
  await untilStock('espresso-cup', { available: before.available - 1, reserved: before.reserved, shipped: before.shipped + 1 });
});

test('a declined card gives the stock back', async () => {
  const before = await stock('espresso-cup');

  const answer = await place({ items: [{ sku: 'espresso-cup', quantity: 5 }], cardToken: 'tok_declined' });

  expect(answer).toMatchObject({ status: 400, body: { type: 'card-declined' } });
  await untilStock('espresso-cup', before);
});

test('an order that cannot be filled is not charged', async () => {
  const before = await stock('moka-pot');

  const answer = await place({ items: [{ sku: 'moka-pot', quantity: before.available + 1 }] });

  expect(answer).toMatchObject({ status: 400, body: { type: 'out-of-stock' } });
  await untilStock('moka-pot', before);
});

test('of many orders at once, as many ship as were confirmed, and no stock is lost', async () => {
  const before = await stock('espresso-cup');
  // Enough for a few of them, whatever other tests have left.
  const quantity = Math.ceil(before.available / 5);
  const cards = Array.from({ length: 20 }, (_, index) => (index % 3 === 0 ? 'tok_declined' : 'tok_sample'));

  const answers = await Promise.all(cards.map(async (cardToken) => place({ items: [{ sku: 'espresso-cup', quantity }], cardToken })));

  const confirmed = answers.filter(({ status }) => status === 201).length;
  expect(answers.every(({ status }) => status === 201 || status === 400)).toBe(true);
  expect(confirmed).toBeGreaterThan(0);
  await untilStock('espresso-cup', { available: before.available - confirmed * quantity, reserved: before.reserved, shipped: before.shipped + confirmed * quantity });
});

test('orders need a token, stock does not', async () => {
  const headers = { authorization: '' };

  expect(await shop.call('/v1/orders', { body: { items: [{ sku: 'moka-pot', quantity: 1 }] }, headers })).toMatchObject({ status: 401 });
  expect(await shop.call('/v1/stock', { headers })).toMatchObject({ status: 200 });
});

test('while payment is away orders fail fast, and nothing is held or taken', async () => {
  const before = await stock('coffee-beans');
  await shop.stop('payment');

  const answer = await place({ items: [{ sku: 'coffee-beans', quantity: 3 }] });

  expect(answer).toMatchObject({ status: 503, body: { type: 'unavailable' } });
  await untilStock('coffee-beans', before);
});
