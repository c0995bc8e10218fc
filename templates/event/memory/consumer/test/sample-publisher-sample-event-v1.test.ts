import { connectBus, createService } from '@sample-system/chassis';
import type { Service } from '@sample-system/chassis';
import { samplePublisherContract, samplePublisherSampleEventV1Example } from '@sample-system/sample-publisher-contract';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';

const config = readConfig({ RABBITMQ_URL: inject('infrastructure').rabbitmq, LOG_LEVEL: 'warn' });

/** A stand-in for sample-publisher. */
const publisher = createService({ name: 'sample-publisher', contract: samplePublisherContract, config });
const bus = connectBus(publisher);
let service: Service;
let url: string;

beforeAll(async () => {
  service = await createApp(config);
  ({ url } = await service.start());
  await publisher.start();
});

afterAll(async () => {
  await publisher.close();
  await service.close();
});

/** What the service has counted of this type of event. Tests of other services may have left it some. */
const counted = async (metric: string, labels = ''): Promise<number> => {
  const lines = (await (await fetch(`${url}/metrics`)).text()).split('\n');
  const line = lines.find((text) => text.startsWith(`${metric}{`) && text.includes('type="sample-publisher.sample-event.v1"') && text.includes(labels));
  return Number(line?.split(' ').at(-1) ?? 0);
};

test('takes sample-publisher.sample-event.v1', async () => {
  const before = await counted('bus_handle_duration_seconds_count', 'outcome="done"');

  await bus.publish(samplePublisherContract, 'sample-publisher.sample-event.v1', samplePublisherSampleEventV1Example);

  await vi.waitFor(async () => { expect(await counted('bus_handle_duration_seconds_count', 'outcome="done"')).toBeGreaterThan(before); }, { timeout: 5_000 });
});
