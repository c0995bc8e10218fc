import { randomUUID } from 'node:crypto';
import { connectBus, createService } from '@sample-system/chassis';
import type { Service } from '@sample-system/chassis';
import { sampleAggregateStages, sampleKeeperContract } from '@sample-system/sample-keeper-contract';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';

const { postgres, rabbitmq } = inject('infrastructure');
const config = readConfig({ DATABASE_URL: postgres['sample-keeper'], RABBITMQ_URL: rabbitmq, LOG_LEVEL: 'fatal' });

/** Two instances, as in production. */
let instances: readonly Service[];
let urls: readonly string[];

/** Another service, which hears what this one tells. */
const listener = createService({ name: 'sample-aggregate-listener', contract: { name: 'sample-aggregate-listener', version: '1.0.0', routes: {}, events: {} }, config });
/** Ids: an event that comes again has the same. */
const heard = new Set<string>();

beforeAll(async () => {
  const bus = connectBus(listener);
  for (const stage of sampleAggregateStages) await bus.subscribe(sampleKeeperContract, `sample-keeper.sample-aggregate-${stage}.v1`, ({ id }) => { heard.add(id); });
  await listener.start();
  instances = [await createApp(config), await createApp(config)];
  urls = await Promise.all(instances.map(async (service) => (await service.start()).url));
});
afterAll(async () => {
  for (const service of [listener, ...instances]) await service.close();
});

const place = sampleKeeperContract.routes.getSampleAggregate.path;
const audit = sampleKeeperContract.routes.auditSampleAggregate.path;

const ask = async (path: string, id: string, body?: object): Promise<{ readonly status: number; readonly body: unknown }> => {
  const url = (urls[Math.floor(Math.random() * urls.length)] ?? '') + path.replace(':id', id);
  const response = await fetch(url, body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
};

test('goes through its stages, each told once, and all of it can be looked up', async () => {
  const id = randomUUID();
  expect(await ask(place, id)).toMatchObject({ status: 404 });

  for (const [index, to] of sampleAggregateStages.entries()) {
    expect(await ask(place, id, { to, expectedVersion: index })).toEqual({ status: 200, body: { id, version: index + 1, stage: to } });
    expect(await ask(place, id, { to })).toMatchObject({ status: 200, body: { version: index + 1 } });
  }

  const versions = sampleAggregateStages.map((type, index) => ({ version: index + 1, type }));
  expect(await ask(place, id)).toEqual({ status: 200, body: { id, version: versions.length, stage: sampleAggregateStages.at(-1) } });
  expect(await ask(audit, id)).toMatchObject({ status: 200, body: { events: versions, next: null } });
  await vi.waitFor(() => { expect([...heard].filter((one) => one.startsWith(`sample-aggregate/${id}/`))).toHaveLength(versions.length); }, { timeout: 5_000 });
});

test('who decides on what it was before gets 409, and what it is now', async () => {
  const id = randomUUID();
  await ask(place, id, { to: sampleAggregateStages[0] });

  expect(await ask(place, id, { to: sampleAggregateStages[0], expectedVersion: 0 })).toMatchObject({ status: 409, body: { type: 'version-conflict', currentVersion: 1 } });
});

test('of many who are first at the same time one is, and nobody fails', async () => {
  const id = randomUUID();
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask(place, id, { to: sampleAggregateStages[0] })));

  for (const answer of answers) expect(answer).toMatchObject({ status: 200, body: { version: 1 } });
  expect(await ask(audit, id)).toMatchObject({ body: { events: [{ version: 1 }] } });
});
