import { createService, openMessages, openStore } from '@sample-system/chassis';
import { ordersContract } from '@sample-system/orders-contract';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test, vi } from 'vitest';
import { readConfig } from '../src/config.ts';
import type { Order } from '../src/domain/order.ts';
import { sweep } from '../src/domain/sweep.ts';
import { createAnnounce } from '../src/events/announce.ts';
import type { Database } from '../src/store/database.ts';
import { migrations } from '../src/store/migrations.ts';
import { createOrderStore } from '../src/store/order-store.ts';
import { listen } from './start.ts';

const { postgres, rabbitmq } = inject('infrastructure');
const config = readConfig({ DATABASE_URL: postgres['orders'], RABBITMQ_URL: rabbitmq, LOG_LEVEL: 'error' });
const service = createService({ name: 'orders', contract: ordersContract, config });
const db = openStore<Database>(service, { migrations });
const store = createOrderStore(db, createAnnounce(openMessages(service, db).outbox));
let listener: Awaited<ReturnType<typeof listen>>;

/** A sweep as it runs `ms` milliseconds from now. */
const sweepIn = async (ms: number): Promise<void> => {
  vi.setSystemTime(Date.now() + ms);
  await sweep({ store, abandonedAfterMs: 60_000 });
};
const open = async (): Promise<Order> => store.open({ customerId: 'alice', lines: [{ sku: 'cup', quantity: 1 }], idempotencyKey: undefined });

beforeAll(async () => {
  listener = await listen(config);
  await service.start();
});
afterAll(async () => {
  await service.close();
  await listener.close();
});
beforeEach(() => { vi.useFakeTimers({ toFake: ['Date'] }); });
afterEach(() => { vi.useRealTimers(); });

test('rejects and announces what a crash left pending', async () => {
  const { orderId } = await open();

  await sweepIn(61_000);

  expect(await store.find(orderId)).toMatchObject({ status: 'rejected', reason: 'abandoned' });
  await vi.waitFor(() => { expect(listener.heard.rejected).toContainEqual({ orderId, customerId: 'alice', reason: 'abandoned' }); }, { timeout: 5_000 });
});

test('leaves alone what is still being worked on', async () => {
  const order = await open();

  await sweepIn(30_000);

  expect(await store.find(order.orderId)).toMatchObject({ status: 'pending' });
});

test('announces a decision once, however often it is tried', async () => {
  const { orderId } = await open();
  await Promise.all([1, 2, 3].map(async () => store.decide(orderId, { status: 'confirmed', totalCents: 100 })));

  await vi.waitFor(() => { expect(listener.heard.confirmed.filter((order) => order.orderId === orderId)).toHaveLength(1); }, { timeout: 5_000 });
});

test('never decides twice', async () => {
  const { orderId } = await open();
  await store.decide(orderId, { status: 'confirmed', totalCents: 100 });

  const again = await store.decide(orderId, { status: 'rejected', reason: 'abandoned', retryable: true });

  expect(again).toMatchObject({ status: 'confirmed', reason: null });
});
