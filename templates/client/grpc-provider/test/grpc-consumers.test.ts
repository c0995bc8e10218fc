import { join } from 'node:path';
import type { Service } from '@sample-system/chassis';
import { grpcConsumerContracts, testGrpcClient } from '@sample-system/chassis/grpc/testing';
import type { TestGrpcClient } from '@sample-system/chassis/grpc/testing';
import { sampleItemGrpc } from '@sample-system/sample-item-contract/grpc';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';

/** What others rely on: `services/<consumer>/test/contracts/sample-item-grpc.ts`. */
const consumers = await grpcConsumerContracts(join(import.meta.dirname, '..', '..'), sampleItemGrpc);

const { postgres, rabbitmq } = inject('infrastructure');
let service: Service;
let sampleItem: TestGrpcClient<typeof sampleItemGrpc>;

beforeAll(async () => {
  service = await createApp(readConfig({ DATABASE_URL: postgres['sample-item'], RABBITMQ_URL: rabbitmq, LOG_LEVEL: 'warn' }));
  const { grpcUrl = '' } = await service.start();
  sampleItem = testGrpcClient(sampleItemGrpc, grpcUrl);
});

afterAll(async () => {
  await sampleItem.close();
  await service.close();
});

test.each(consumers)('$consumer gets what it relies on', async ({ interactions, verify }) => {
  expect(await verify(sampleItem.client)).toEqual(interactions);
});
