import { connectBus, createService } from '@sample-system/chassis';
import type { Service } from '@sample-system/chassis';
import { sampleItemContract } from '@sample-system/sample-item-contract';
import type { SampleItem } from '@sample-system/sample-item-contract';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';

const { postgres, rabbitmq } = inject('infrastructure');
const config = readConfig({ DATABASE_URL: postgres['sample-item'], RABBITMQ_URL: rabbitmq, LOG_LEVEL: 'warn' });

/** Another service, which hears what this one tells. */
const listener = createService({ name: 'sample-item-listener', contract: { name: 'sample-item-listener', version: '1.0.0', routes: {}, events: {} }, config });
const heard: SampleItem[] = [];
let service: Service;
let url: string;

beforeAll(async () => {
  await connectBus(listener).subscribe(sampleItemContract, 'sample-item.created.v1', async ({ data }) => { heard.push(data); });
  await listener.start();
  service = await createApp(config);
  ({ url } = await service.start());
});

afterAll(async () => {
  await service.close();
  await listener.close();
});

const call = async (path: string, body?: object): Promise<{ readonly status: number; readonly body: unknown }> => {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(url + path, body && post);
  return { status: response.status, body: await response.json() };
};

const { createSampleItem, listSampleItem } = sampleItemContract.routes;

const create = async (title: string): Promise<SampleItem> => createSampleItem.responses[201].parse((await call('/v1/sample-item', { title })).body);

test('makes one, and finds it again', async () => {
  const item = await create('first');

  expect(item.title).toBe('first');
  expect(await call(`/v1/sample-item/${item.sampleItemId}`)).toEqual({ status: 200, body: item });
});

test('tells the others about it', async () => {
  const item = await create('news');

  await vi.waitFor(() => { expect(heard).toContainEqual(item); }, { timeout: 5_000 });
});

test('lists all, oldest first, a page at a time', async () => {
  const made = [await create('a'), await create('b'), await create('c')];
  const listed: SampleItem[] = [];

  for (let next: string | null | undefined; next !== null;) {
    const { body } = await call(`/v1/sample-item?limit=2${next ? `&after=${next}` : ''}`);
    const page = listSampleItem.responses[200].parse(body);
    listed.push(...page.items);
    next = page.next;
  }

  expect(listed.slice(-3)).toEqual(made);
  expect(new Set(listed.map(({ sampleItemId }) => sampleItemId)).size).toBe(listed.length);
});

test('answers with problems', async () => {
  const unknown = await call('/v1/sample-item/00000000-0000-4000-8000-000000000000');
  const untitled = await call('/v1/sample-item', { title: '' });

  expect(unknown).toMatchObject({ status: 404, body: { type: 'unknown-sample-item', status: 404 } });
  expect(untitled).toMatchObject({ status: 400, body: { status: 400 } });
});

test('is alive and ready', async () => {
  expect(await call('/health/live')).toMatchObject({ status: 200 });
  expect(await call('/health/ready')).toMatchObject({ status: 200 });
});
