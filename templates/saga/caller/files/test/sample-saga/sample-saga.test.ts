import { randomUUID } from 'node:crypto';
import { createService, openMessages, openSagas, openStore } from '@sample-system/chassis';
import { sweepSaga } from '@sample-system/chassis/testing';
import { sampleCallerContract, sampleSagaInputExample } from '@sample-system/sample-caller-contract';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { announceEnd, sampleSaga } from '../../src/sagas/sample-saga/sample-saga.ts';
import type { Database } from '../../src/store/database.ts';
import { migrations } from '../../src/store/migrations.ts';
import { startOthers } from './others.ts';

const { postgres, rabbitmq } = inject('infrastructure');
let others: Awaited<ReturnType<typeof startOthers>>;

beforeAll(async () => { others = await startOthers(); });
afterAll(() => others.close());

const config = () => readConfig({ DATABASE_URL: postgres['sample-caller'], RABBITMQ_URL: rabbitmq, STATIC_SERVICES: others.addresses, LOG_LEVEL: 'fatal' });

test('whatever happens to a step, all of it is done or nothing', async () => {
  const service = createService({ name: 'sample-caller', contract: sampleCallerContract, config: config() });
  const db = openStore<Database>(service, { migrations });
  const { outbox } = openMessages(service, db);
  const completed: string[] = [];

  const cases = await sweepSaga(sampleSaga(service), {
    service,
    db,
    register: (definition) => openSagas(service, db).register(definition, { onEnd: announceEnd(outbox) }),
    input: () => sampleSagaInputExample,
    invariant: ({ id, state }) => {
      if (state === 'completed') completed.push(id);
      for (const step of others.steps) expect(step.held()).toEqual(completed.toSorted());
    },
  });

  expect(cases).toBeGreaterThan(0);
}, 60_000);

test('a saga that is asked for ends, and can be looked at', async () => {
  const service = await createApp(config());
  const { url } = await service.start();
  const id = randomUUID();
  const start = async (): Promise<Response> => fetch(`${url}${sampleCallerContract.routes.startSampleSaga.path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ id, input: sampleSagaInputExample }) });

  try {
    expect([(await start()).status, (await start()).status]).toEqual([202, 202]);
    await vi.waitFor(async () => {
      const response = await fetch(`${url}${sampleCallerContract.routes.startSampleSaga.path}/${id}`);
      expect(await response.json()).toEqual({ id, state: 'completed', steps: sampleSaga(service).steps.map(({ name }) => ({ name, state: 'done' })) });
    }, { timeout: 5_000 });
    for (const step of others.steps) expect(step.held()).toContain(id);
  } finally {
    await service.close();
  }
});
