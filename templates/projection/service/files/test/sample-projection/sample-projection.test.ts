import { randomUUID } from 'node:crypto';
import { createService, openStore } from '@sample-system/chassis';
import type { Service } from '@sample-system/chassis';
import { buildAgain, happen } from '@sample-system/chassis/testing';
import { sampleReaderContract } from '@sample-system/sample-reader-contract';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { sampleProjection } from '../../src/projections/sample-projection/sample-projection.ts';
import { migrations } from '../../src/store/migrations.ts';
import { examples } from './examples.ts';

const { postgres, rabbitmq } = inject('infrastructure');
const config = readConfig({ DATABASE_URL: postgres['sample-reader'], RABBITMQ_URL: rabbitmq, LOG_LEVEL: 'fatal' });

/** Another hand on the service's database. */
const writer = createService({ name: 'sample-reader', contract: sampleReaderContract, config });
const db = openStore<unknown>(writer, { migrations });
let service: Service;
let url: string;

beforeAll(async () => {
  service = await createApp(config);
  ({ url } = await service.start());
  await writer.start();
});
afterAll(async () => {
  await service.close();
  await writer.close();
});

const { getSampleProjection, listSampleProjection } = sampleReaderContract.routes;
const find = async (id: string): Promise<unknown> => (await fetch(url + getSampleProjection.path.replace(':id', id))).json();
const list = async (): Promise<unknown> => (await fetch(`${url}${listSampleProjection.path}?limit=100`)).json();

/** Each event that it is made from, in their order, about the same thing. */
const happenAll = async (key: string): Promise<void> => {
  for (const source of sampleProjection.on) await happen(db, source, { key, data: examples[source.type] });
};

test('has a row of what has happened, and none of what has not', async () => {
  const id = randomUUID();
  expect(await find(id)).toMatchObject({ status: 404 });

  await happenAll(id);

  await vi.waitFor(async () => { expect(await find(id)).toMatchObject({ id, events: sampleProjection.on.length, lastEvent: sampleProjection.on.at(-1)?.type }); }, { timeout: 5_000 });
  expect(await list()).toMatchObject({ items: expect.arrayContaining([await find(id)]) as unknown });
});

test('built again from all that has happened it is the same', async () => {
  const id = randomUUID();
  await happenAll(id);
  await vi.waitFor(async () => { expect(await find(id)).toMatchObject({ events: sampleProjection.on.length }); }, { timeout: 5_000 });
  const before = await list();

  expect(await buildAgain(db, sampleProjection)).toBeGreaterThan(0);

  expect(await list()).toEqual(before);
});
