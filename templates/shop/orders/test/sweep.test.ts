import { createService, openStore } from '@sample-system/chassis';
import { ordersContract } from '@sample-system/orders-contract';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test, vi } from 'vitest';
import { readConfig } from '../src/config.ts';
import type { Order } from '../src/domain/order.ts';
import { sweep } from '../src/domain/sweep.ts';
import type { Database } from '../src/store/database.ts';
import { migrations } from '../src/store/migrations.ts';
import { createOrderStore } from '../src/store/order-store.ts';

const { postgres, rabbitmq } = inject('infrastructure');
const service = createService({ name: 'orders', contract: ordersContract, config: readConfig({ DATABASE_URL: postgres['orders'], RABBITMQ_URL: rabbitmq, LOG_LEVEL: 'error' }) });
const store = createOrderStore(openStore<Database>(service, { migrations }));
const announced: Order[] = [];
const announce = async (order: Order): Promise<void> => {
  announced.push(order);
  await store.markAnnounced(order.orderId);
};

/** A sweep as it runs `ms` milliseconds from now. */
const sweepIn = async (ms: number): Promise<void> => {
  vi.setSystemTime(Date.now() + ms);
  await sweep({ store, announce, abandonedAfterMs: 60_000 });
};
const open = async (): Promise<Order> => store.open({ customerId: 'alice', lines: [{ sku: 'cup', quantity: 1 }], idempotencyKey: undefined });
const announcedOf = ({ orderId }: Order): readonly Order[] => announced.filter((order) => order.orderId === orderId);

beforeAll(() => service.start());
afterAll(() => service.close());
beforeEach(() => { vi.useFakeTimers({ toFake: ['Date'] }); });
afterEach(() => { vi.useRealTimers(); });

test('rejects and announces what a crash left pending', async () => {
  const order = await open();

  await sweepIn(61_000);
  await sweepIn(10_000);

  expect(await store.find(order.orderId)).toMatchObject({ status: 'rejected', reason: 'abandoned' });
  expect(announcedOf(order)).toMatchObject([{ status: 'rejected' }]);
});

test('leaves alone what is still being worked on', async () => {
  const order = await open();

  await sweepIn(30_000);

  expect(await store.find(order.orderId)).toMatchObject({ status: 'pending' });
});

test('announces what was decided while the broker was away, once', async () => {
  const order = await open();
  await store.decide(order.orderId, { status: 'confirmed', totalCents: 100 });

  await sweepIn(10_000);
  await sweepIn(10_000);

  expect(announcedOf(order)).toMatchObject([{ status: 'confirmed', totalCents: 100 }]);
});

test('never decides twice', async () => {
  const { orderId } = await open();
  await store.decide(orderId, { status: 'confirmed', totalCents: 100 });

  const again = await store.decide(orderId, { status: 'rejected', reason: 'abandoned', retryable: true });

  expect(again).toMatchObject({ status: 'confirmed', reason: null });
});
