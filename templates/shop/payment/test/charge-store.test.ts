import { randomUUID } from 'node:crypto';
import { createService, openStore } from '@sample-system/chassis';
import { paymentContract } from '@sample-system/payment-contract';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { createChargeStore } from '../src/store/charge-store.ts';
import type { Database } from '../src/store/database.ts';
import { migrations } from '../src/store/migrations.ts';

const { postgres, rabbitmq } = inject('infrastructure');
const config = readConfig({ DATABASE_URL: postgres['payment'], RABBITMQ_URL: rabbitmq, LOG_LEVEL: 'error' });
const service = createService({ name: 'payment', contract: paymentContract, config });
const store = createChargeStore(openStore<Database>(service, { migrations }));

beforeAll(async () => { await service.start(); });
afterAll(() => service.close());

test('keeps what came first: a charge does not undo a refund', async () => {
  const orderId = randomUUID();
  await store.markRefunded(orderId);

  expect(await store.keep({ orderId, amountCents: 100, status: 'charged' })).toMatchObject({ status: 'refunded' });
});

test('leaves a declined charge declined', async () => {
  const charge = { orderId: randomUUID(), amountCents: 100, status: 'declined' } as const;
  await store.keep(charge);

  await store.markRefunded(charge.orderId);

  expect(await store.find(charge.orderId)).toEqual(charge);
});
