import { randomUUID } from 'node:crypto';
import type { Service } from '@sample-system/chassis';
import { sampleParticipantContract } from '@sample-system/sample-participant-contract';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';

const { postgres, rabbitmq } = inject('infrastructure');
const { sampleRoute, undoSampleRoute } = sampleParticipantContract.routes;
let service: Service;
let url: string;

beforeAll(async () => {
  service = await createApp(readConfig({ DATABASE_URL: postgres['sample-participant'], RABBITMQ_URL: rabbitmq, LOG_LEVEL: 'warn' }));
  ({ url } = await service.start());
});
afterAll(() => service.close());

const call = async (path: string, id: string, key: string): Promise<{ readonly status: number; readonly repeated: boolean; readonly body: unknown }> => {
  const response = await fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': key }, body: JSON.stringify({ id }) });
  return { status: response.status, repeated: response.headers.has('idempotency-replayed'), body: await response.json() };
};

test('sample-route is done once for a key, and undone once', async () => {
  const [id, key] = [randomUUID(), randomUUID()];

  expect(await call(sampleRoute.path, id, key)).toEqual({ status: 200, repeated: false, body: { id } });
  expect(await call(sampleRoute.path, id, key)).toEqual({ status: 200, repeated: true, body: { id } });
  expect(await call(undoSampleRoute.path, id, `${key}:undo`)).toMatchObject({ status: 200, repeated: false });
  expect(await call(undoSampleRoute.path, id, `${key}:undo`)).toMatchObject({ status: 200, repeated: true });
});

test('sample-route is refused when its undo has come first', async () => {
  const [id, key] = [randomUUID(), randomUUID()];

  expect(await call(undoSampleRoute.path, id, `${key}:undo`)).toMatchObject({ status: 200 });
  expect(await call(sampleRoute.path, id, key)).toMatchObject({ status: 409, body: { type: 'undone' } });
});
