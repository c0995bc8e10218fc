import { randomUUID } from 'node:crypto';
import { connectBus, createService, openMessages, openStore } from '@sample-system/chassis';
import { samplePublisherContract, samplePublisherSampleEventV1Example } from '@sample-system/sample-publisher-contract';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { readConfig } from '../src/config.ts';
import { publishSampleEventV1 } from '../src/events/sample-event-v1.ts';
import type { Database } from '../src/store/database.ts';
import { migrations } from '../src/store/migrations.ts';

const { postgres, rabbitmq } = inject('infrastructure');
const config = readConfig({ DATABASE_URL: postgres['sample-publisher'], RABBITMQ_URL: rabbitmq, LOG_LEVEL: 'warn' });

const publisher = createService({ name: 'sample-publisher', contract: samplePublisherContract, config });
const db = openStore<Database>(publisher, { migrations });
const publish = publishSampleEventV1(openMessages(publisher, db).outbox);

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

test('goes out with the commit of its change, and not without it', async () => {
  const [undone, done] = [randomUUID(), randomUUID()];
  const failing = db.transaction().execute(async (trx) => {
    await publish(trx, samplePublisherSampleEventV1Example, { id: undone });
    throw new Error('the change fails');
  });

  await expect(failing).rejects.toThrow('the change fails');
  await db.transaction().execute(async (trx) => publish(trx, samplePublisherSampleEventV1Example, { id: done }));

  await vi.waitFor(() => { expect(heard).toContain(done); }, { timeout: 5_000 });
  expect(heard).not.toContain(undone);
});
