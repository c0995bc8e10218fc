import { join } from 'node:path';
import type { Service } from '@sample-system/chassis';
import { consumerContracts, testClient } from '@sample-system/chassis/testing';
import type { TestClient } from '@sample-system/chassis/testing';
import { sampleItemContract } from '@sample-system/sample-item-contract';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';

/** What others rely on: `services/<consumer>/test/contracts/sample-item.ts`. */
const consumers = await consumerContracts(join(import.meta.dirname, '..', '..'), sampleItemContract);

const { postgres, rabbitmq } = inject('infrastructure');
let service: Service;
let sampleItem: TestClient<typeof sampleItemContract>;

beforeAll(async () => {
  service = await createApp(readConfig({ DATABASE_URL: postgres['sample-item'], RABBITMQ_URL: rabbitmq, LOG_LEVEL: 'warn' }));
  const { url } = await service.start();
  sampleItem = testClient(sampleItemContract, url);
});

afterAll(async () => {
  await sampleItem.close();
  await service.close();
});

test.each(consumers)('$consumer gets what it relies on', async ({ interactions, verify }) => {
  expect(await verify(sampleItem.client)).toEqual(interactions);
});
