import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { start } from './start.ts';
import type { Running } from './start.ts';

let orders: Running;

beforeEach(async () => { orders = await start(); });
afterEach(() => orders.close());

const cups = { items: [{ sku: 'cup', quantity: 1 }] };

test('passes the outage of payment on, and has everything given back', async () => {
  await orders.payment.close();

  const answer = await orders.call('/v1/orders', { body: cups });

  expect(answer).toMatchObject({ status: 503, body: { type: 'service-unavailable', target: 'payment' } });
  const orderId = orders.inventory.requests[0]?.headers['idempotency-key'];
  await vi.waitFor(() => { expect(orders.heard.rejected).toContainEqual({ orderId, customerId: 'alice', reason: 'unavailable' }); }, { timeout: 5_000 });
});

test('takes the next attempt with the same key as a new order', async () => {
  const request = { body: cups, headers: { 'idempotency-key': randomUUID() } };
  await orders.payment.close();

  const attempts = [await orders.call('/v1/orders', request), await orders.call('/v1/orders', request)];

  expect(attempts.map(({ status }) => status)).toEqual([503, 503]);
  expect(new Set(orders.inventory.requests.map(({ headers }) => headers['idempotency-key'])).size).toBe(2);
});
