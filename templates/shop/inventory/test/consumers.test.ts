import { join } from 'node:path';
import { consumerContracts, testClient } from '@sample-system/chassis/testing';
import type { TestClient } from '@sample-system/chassis/testing';
import { inventoryContract } from '@sample-system/inventory-contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { start } from './start.ts';
import type { Running } from './start.ts';

/** What others rely on: `services/<consumer>/test/contracts/inventory.ts`. */
const consumers = await consumerContracts(join(import.meta.dirname, '..', '..'), inventoryContract);

let running: Running;
let inventory: TestClient<typeof inventoryContract>;

beforeAll(async () => {
  running = await start();
  inventory = testClient(inventoryContract, running.url);
});

afterAll(async () => {
  await inventory.close();
  await running.close();
});

test.each(consumers)('$consumer gets what it relies on', async ({ interactions, verify }) => {
  expect(await verify(inventory.client)).toEqual(interactions);
});
