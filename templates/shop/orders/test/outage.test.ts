import { randomUUID } from 'node:crypto';
import { ordersContract } from '@sample-system/orders-contract';
import { afterEach, expect, test, vi } from 'vitest';
import { start } from './start.ts';
import type { Running } from './start.ts';

let orders: Running;

afterEach(() => orders.close());

const cups = { items: [{ sku: 'cup', quantity: 1 }] };
const { placeOrder, getOrder } = ordersContract.routes;

test('rejects an order at once while payment is away, and gives everything back', async () => {
  orders = await start();
  await orders.others.payment.close();

  const answer = await orders.call('/v1/orders', { body: cups });

  expect(answer).toMatchObject({ status: 503, body: { type: 'unavailable', orderId: expect.any(String) as string } });
  expect([...orders.others.held]).toEqual([]);
  await vi.waitFor(() => { expect(orders.heard.rejected).toContainEqual({ orderId: (answer.body as { orderId: string }).orderId, customerId: 'alice', reason: 'unavailable' }); }, { timeout: 5_000 });
});

test('takes the next attempt with the same key as a new order', async () => {
  orders = await start();
  const request = { body: cups, headers: { 'idempotency-key': randomUUID() } };
  await orders.others.payment.close();

  const attempts = [await orders.call('/v1/orders', request), await orders.call('/v1/orders', request)];

  expect(attempts.map(({ status }) => status)).toEqual([503, 503]);
  expect(new Set(attempts.map(({ body }) => (body as { orderId: string }).orderId)).size).toBe(2);
});

test('tells a customer who has waited for long enough that the order is pending, and decides it all the same', async () => {
  orders = await start({ ORDER_WAIT_MS: '1' });

  const { status, body } = await orders.call('/v1/orders', { body: cups });

  expect(status).toBe(202);
  const { orderId } = placeOrder.responses[202].parse(body);
  await vi.waitFor(async () => { expect(getOrder.responses[200].parse((await orders.call(`/v1/orders/${orderId}`)).body).status).toBe('confirmed'); }, { timeout: 5_000 });
});
