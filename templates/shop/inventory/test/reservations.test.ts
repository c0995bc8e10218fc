import { randomUUID } from 'node:crypto';
import { inventoryContract } from '@sample-system/inventory-contract';
import type { StockItem } from '@sample-system/inventory-contract';
import { ordersContract } from '@sample-system/orders-contract';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { start } from './start.ts';
import type { Answer, Running } from './start.ts';

const { getStock } = inventoryContract.routes;
let inventory: Running;

beforeAll(async () => { inventory = await start(); });
afterAll(() => inventory.close());

const stock = async (sku: string): Promise<StockItem> => getStock.responses[200].parse((await inventory.call(`/v1/stock/${sku}`)).body);
const reserve = async (orderId: string, ...lines: readonly { readonly sku: string; readonly quantity: number }[]): Promise<Answer> => inventory.call('/v1/reservations', { orderId, lines });
const confirm = async (orderId: string): Promise<void> => inventory.orders.publish(ordersContract, 'order.confirmed.v1', { orderId, customerId: 'alice', lines: [], totalCents: 0 });
const release = async (orderId: string): Promise<number> => (await inventory.call(`/v1/reservations/${orderId}`, undefined, 'DELETE')).status;
const untilStatus = async (orderId: string, status: string): Promise<void> =>
  vi.waitFor(async () => { expect(await inventory.call(`/v1/reservations/${orderId}`)).toMatchObject({ status: 200, body: { status } }); }, { timeout: 5_000 });

test('holds all lines of an order, with prices', async () => {
  const before = await stock('espresso-cup');

  const answer = await reserve(randomUUID(), { sku: 'espresso-cup', quantity: 2 }, { sku: 'coffee-beans', quantity: 1 });

  expect(answer).toMatchObject({ status: 201, body: { status: 'held', totalCents: 2 * 900 + 1_850 } });
  expect(await stock('espresso-cup')).toEqual({ ...before, available: before.available - 2, reserved: before.reserved + 2 });
});

test('holds once, however often it is asked', async () => {
  const before = await stock('espresso-cup');
  const orderId = randomUUID();

  const answers = await Promise.all(Array.from({ length: 8 }, async () => reserve(orderId, { sku: 'espresso-cup', quantity: 3 })));

  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  expect(await stock('espresso-cup')).toMatchObject({ available: before.available - 3, reserved: before.reserved + 3 });
});

test('holds nothing where one line is short', async () => {
  const before = await stock('espresso-cup');

  const short = await reserve(randomUUID(), { sku: 'espresso-cup', quantity: 1 }, { sku: 'moka-pot', quantity: 999 });
  const unknown = await reserve(randomUUID(), { sku: 'espresso-cup', quantity: 1 }, { sku: 'unheard-of', quantity: 1 });

  expect(short).toMatchObject({ status: 409, body: { type: 'out-of-stock' } });
  expect(unknown).toMatchObject({ status: 409, body: { type: 'unknown-sku' } });
  expect(await stock('espresso-cup')).toEqual(before);
});

test('sells the last ones once, to orders that come together', async () => {
  const { available } = await stock('moka-pot');

  const answers = await Promise.all(Array.from({ length: available + 3 }, async () => reserve(randomUUID(), { sku: 'moka-pot', quantity: 1 })));

  expect(answers.filter(({ status }) => status === 201)).toHaveLength(available);
  expect(await stock('moka-pot')).toMatchObject({ available: 0 });
});

test('ships what a confirmed order held, once', async () => {
  await reserve(randomUUID(), { sku: 'coffee-beans', quantity: 20 });
  const before = await stock('coffee-beans');
  const orderId = randomUUID();
  await reserve(orderId, { sku: 'coffee-beans', quantity: 4 });

  await confirm(orderId);
  await confirm(orderId);
  await untilStatus(orderId, 'shipped');
  // Published after both: when this one has been handled, so has the second of the first order.
  const marker = randomUUID();
  await confirm(marker);
  await untilStatus(marker, 'shipped');

  expect(await stock('coffee-beans')).toEqual({ ...before, available: before.available - 4, shipped: before.shipped + 4 });
});

test('gives back what was held, once', async () => {
  const before = await stock('coffee-beans');
  const orderId = randomUUID();
  await reserve(orderId, { sku: 'coffee-beans', quantity: 4 });

  expect([await release(orderId), await release(orderId)]).toEqual([204, 204]);
  expect(await inventory.call(`/v1/reservations/${orderId}`)).toMatchObject({ body: { status: 'released' } });
  expect(await stock('coffee-beans')).toEqual(before);
});

test('refuses to hold what was given back before it was held', async () => {
  const orderId = randomUUID();
  await release(orderId);

  expect(await reserve(orderId, { sku: 'coffee-beans', quantity: 1 })).toMatchObject({ status: 409, body: { type: 'order-rejected' } });
});
