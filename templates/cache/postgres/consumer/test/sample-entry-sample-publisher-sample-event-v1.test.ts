import { connectBus, createService } from '@sample-system/chassis';
import type { Service } from '@sample-system/chassis';
import { samplePublisherContract, samplePublisherSampleEventV1Example } from '@sample-system/sample-publisher-contract';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';

const { postgres, rabbitmq } = inject('infrastructure');
const config = readConfig({ DATABASE_URL: postgres['sample-consumer'], RABBITMQ_URL: rabbitmq, REDIS_URL: process.env['REDIS_URL'], LOG_LEVEL: 'warn' });

/** A stand-in for sample-publisher. */
const publisher = createService({ name: 'sample-publisher', contract: samplePublisherContract, config });
const bus = connectBus(publisher);
let service: Service;

beforeAll(async () => {
  service = await createApp(config);
  await service.start();
  await publisher.start();
});

afterAll(async () => {
  await publisher.close();
  await service.close();
});

/** Tests of other services may have left it events. */
const forgotten = async (): Promise<number> => {
  const lines = (await service.metrics.expose()).split('\n');
  const line = lines.find((text) => text.startsWith('cache_forgotten_total{') && text.includes('cache="sample-entry"'));
  return Number(line?.split(' ').at(-1) ?? 0);
};

test('sample-publisher.sample-event.v1 has the service forget what it keeps of sample-entry', async () => {
  const before = await forgotten();

  await bus.publish(samplePublisherContract, 'sample-publisher.sample-event.v1', samplePublisherSampleEventV1Example);

  await vi.waitFor(async () => { expect(await forgotten()).toBeGreaterThan(before); }, { timeout: 5_000 });
});
