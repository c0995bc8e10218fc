import { join } from 'node:path';
import { consumerContracts, testClient } from '@sample-system/chassis/testing';
import type { TestClient } from '@sample-system/chassis/testing';
import { paymentContract } from '@sample-system/payment-contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { start } from './start.ts';
import type { Running } from './start.ts';

/** What others rely on: `services/<consumer>/test/contracts/payment.ts`. */
const consumers = await consumerContracts(join(import.meta.dirname, '..', '..'), paymentContract);

let running: Running;
let payment: TestClient<typeof paymentContract>;

beforeAll(async () => {
  running = await start();
  payment = testClient(paymentContract, running.url);
});

afterAll(async () => {
  await payment.close();
  await running.close();
});

test.each(consumers)('$consumer gets what it relies on', async ({ interactions, verify }) => {
  expect(await verify(payment.client)).toEqual(interactions);
});
