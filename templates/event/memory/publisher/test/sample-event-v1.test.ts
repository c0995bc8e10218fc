import { randomUUID } from 'node:crypto';
import { connectBus, createService } from '@sample-system/chassis';
import { samplePublisherContract, samplePublisherSampleEventV1Example } from '@sample-system/sample-publisher-contract';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { readConfig } from '../src/config.ts';
import { publishSampleEventV1 } from '../src/events/sample-event-v1.ts';

const config = readConfig({ RABBITMQ_URL: inject('infrastructure').rabbitmq, LOG_LEVEL: 'warn' });

const publisher = createService({ name: 'sample-publisher', contract: samplePublisherContract, config });
const publish = publishSampleEventV1(connectBus(publisher));

/** Another service, which hears what this one tells. */
const listener = createService({ name: 'sample-event-v1-listener', contract: { name: 'sample-event-v1-listener', version: '1.0.0', routes: {}, events: {} }, config });
const heard: string[] = [];

beforeAll(async () => {
  await connectBus(listener).subscribe(samplePublisherContract, 'sample-publisher.sample-event.v1', async ({ id }) => { heard.push(id); });
  await listener.start();
  await publisher.start();
});

afterAll(async () => {
  await publisher.close();
  await listener.close();
});

test('reaches the others', async () => {
  const id = randomUUID();

  await publish(samplePublisherSampleEventV1Example, { id });

  await vi.waitFor(() => { expect(heard).toContain(id); }, { timeout: 5_000 });
});
