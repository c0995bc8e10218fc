import { GrpcRefused } from '@sample-system/chassis/grpc';
import { grpcHealth, testGrpcClient } from '@sample-system/chassis/grpc/testing';
import type { TestGrpcClient } from '@sample-system/chassis/grpc/testing';
import type { Service } from '@sample-system/chassis';
import { sampleItemGrpc } from '@sample-system/sample-item-contract/grpc';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';

const { postgres, rabbitmq } = inject('infrastructure');

let service: Service;
let url: string;
let sampleItem: TestGrpcClient<typeof sampleItemGrpc>;

beforeAll(async () => {
  service = await createApp(readConfig({ DATABASE_URL: postgres['sample-item'], RABBITMQ_URL: rabbitmq, LOG_LEVEL: 'warn' }));
  ({ grpcUrl: url = '' } = await service.start());
  sampleItem = testGrpcClient(sampleItemGrpc, url);
});

afterAll(async () => {
  await sampleItem.close();
  await service.close();
});

test('makes one, and finds it again', async () => {
  const made = await sampleItem.client.createSampleItem({ title: 'first' });

  expect(made.title).toBe('first');
  expect(await sampleItem.client.getSampleItem({ sampleItemId: made.sampleItemId })).toEqual(made);
});

test('lists all, oldest first, a page at a time', async () => {
  const made: string[] = [];
  for (const title of ['a', 'b', 'c']) made.push((await sampleItem.client.createSampleItem({ title })).sampleItemId);
  const listed: string[] = [];

  for (let after: string | undefined, isLast = false; !isLast;) {
    const { items, next } = await sampleItem.client.listSampleItem({ limit: 2, ...(after !== undefined && { after }) });
    listed.push(...items.map(({ sampleItemId }) => sampleItemId));
    after = next;
    isLast = next === undefined;
  }

  expect(listed.slice(-3)).toEqual(made);
  expect(new Set(listed).size).toBe(listed.length);
});

test('refuses with the status that a problem means', async () => {
  const refusal = async (call: Promise<unknown>): Promise<unknown> => call.then(() => undefined, (error: unknown) => (error instanceof GrpcRefused ? error.problem : error));

  expect(await refusal(sampleItem.client.getSampleItem({ sampleItemId: '00000000-0000-4000-8000-000000000000' }))).toMatchObject({ status: 404, type: 'unknown-sample-item' });
  expect(await refusal(sampleItem.client.createSampleItem({ title: '' }))).toMatchObject({ status: 400, type: 'invalid-request' });
});

test('is healthy', async () => {
  expect(await grpcHealth(url, sampleItemGrpc.service)).toBe('SERVING');
});
