import { createService, openMessages, openSagas, openStore } from '@sample-system/chassis';
import { sampleCallerContract } from '@sample-system/sample-caller-contract';
import type { Config } from './config.ts';
import { addSampleSaga } from './sagas/sample-saga/sample-saga.ts';
import type { Database } from './store/database.ts';
import { migrations } from './store/migrations.ts';

/** The user's service, as it is when the saga is wired in. */
export const createApp = async (config: Config) => {
  const service = createService({ name: 'sample-caller', contract: sampleCallerContract, config });
  const db = openStore<Database>(service, { migrations });
  const { outbox } = openMessages(service, db);
  const sagas = openSagas(service, db);

  addSampleSaga(service, { outbox, sagas });
  return service;
};
