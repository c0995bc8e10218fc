import { randomUUID } from 'node:crypto';
import { ordersContract } from '@sample-system/orders-contract';
import type { Order } from '@sample-system/orders-contract';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { start } from './start.ts';
import type { Answer, Running } from './start.ts';

let orders: Running;

beforeAll(async () => { orders = await start(); });
afterAll(() => orders.close());

const cups = { items: [{ sku: 'cup', quantity: 2 }] };
const place = async (body: object, key: string = randomUUID()): Promise<Answer> => orders.call('/v1/orders', { body, headers: { 'idempotency-key': key } });
const placed = async (body: object, key?: string): Promise<Order> => ordersContract.routes.placeOrder.responses[201].parse((await place(body, key)).body);
const chargesOf = (orderId: string): number => orders.others.payment.requests.filter(({ headers }) => headers['idempotency-key'] === `place-order:${orderId}:charge-payment`).length;

test('reserves, charges, confirms and announces an order', async () => {
  const order = await placed(cups);

  expect(order).toMatchObject({ customerId: 'alice', status: 'confirmed', lines: cups.items, totalCents: 2_000 });
  expect(orders.others.inventory.requests.at(-1)?.headers['idempotency-key']).toBe(`place-order:${order.orderId}:reserve-stock`);
  expect(chargesOf(order.orderId)).toBe(1);
  await vi.waitFor(() => { expect(orders.heard.confirmed).toContainEqual({ orderId: order.orderId, customerId: 'alice', lines: cups.items, totalCents: 2_000 }); }, { timeout: 5_000 });
});

test('shows how far an order is to its customer alone, step by step', async () => {
  const { orderId } = await placed(cups);
  const declined = await place({ ...cups, cardToken: 'tok_declined' });
  const progressOf = async (id: unknown, headers = {}): Promise<Answer> => orders.call(`/v1/orders/${String(id)}/progress`, { headers });
  const steps = (...states: readonly string[]) => ['reserve-stock', 'charge-payment', 'confirm-order'].map((name, index) => ({ name, state: states[index] }));

  expect(await progressOf(orderId)).toEqual({ status: 200, body: { state: 'completed', steps: steps('done', 'done', 'done') } });
  expect(await progressOf((declined.body as { orderId: string }).orderId)).toEqual({ status: 200, body: { state: 'compensated', reason: 'card-declined', steps: steps('compensated', 'failed', 'pending') } });
  expect(await progressOf(orderId, { 'x-identity-sub': 'bob' })).toMatchObject({ status: 404, body: { type: 'unknown-order' } });
  expect(await progressOf(randomUUID())).toMatchObject({ status: 404 });
});

test('shows an order to its customer alone', async () => {
  const { orderId } = await placed(cups);
  const path = `/v1/orders/${orderId}`;

  expect(await orders.call(path)).toMatchObject({ status: 200, body: { orderId } });
  expect(await orders.call(path, { headers: { 'x-identity-sub': 'bob' } })).toMatchObject({ status: 404, body: { type: 'unknown-order' } });
});

test.for([
  ['out-of-stock', { items: [{ sku: 'sold-out', quantity: 1 }] }],
  ['card-declined', { ...cups, cardToken: 'tok_declined' }],
] as const)('rejects with the reason %s, gives back what was held, and says so', async ([reason, body]) => {
  const answer = await place(body);

  expect(answer).toMatchObject({ status: 400, body: { type: reason, orderId: expect.any(String) as string } });
  expect([...orders.others.held].filter((orderId) => !orders.others.taken.has(orderId))).toEqual([]);
  await vi.waitFor(() => { expect(orders.heard.rejected.at(-1)).toMatchObject({ customerId: 'alice', reason }); }, { timeout: 5_000 });
});

test('charges nothing where the stock is short', async () => {
  const charges = orders.others.payment.requests.length;

  await place({ items: [{ sku: 'sold-out', quantity: 1 }] });

  expect(orders.others.payment.requests).toHaveLength(charges);
});

test('makes one order of one idempotency key, however often and fast it comes', async () => {
  const key = randomUUID();

  const orders = await Promise.all(Array.from({ length: 6 }, async () => placed(cups, key)));
  const { orderId } = await placed(cups, key);

  expect(orders.map((order) => order.orderId)).toEqual(orders.map(() => orderId));
});

test('asks nobody again for an order that is decided', async () => {
  const key = randomUUID();
  const { orderId } = await placed(cups, key);

  await placed(cups, key);

  expect(chargesOf(orderId)).toBe(1);
});

test('refuses a key that belongs to another order', async () => {
  const key = randomUUID();
  await placed(cups, key);

  expect(await place({ items: [{ sku: 'plate', quantity: 1 }] }, key)).toMatchObject({ status: 422, body: { type: 'idempotency-key-reused' } });
});

test('wants a customer', async () => {
  expect(await orders.call('/v1/orders', { body: cups, headers: { 'x-identity-sub': '' } })).toMatchObject({ status: 401 });
});
