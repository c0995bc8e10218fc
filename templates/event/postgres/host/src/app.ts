import { createService, openMessages, openStore } from '@sample-system/chassis';
import type { Config } from './config.ts';
import { consumeSamplePublisherSampleEventV1 } from './events/sample-publisher-sample-event-v1.ts';
import type { Database } from './store/database.ts';
import { migrations } from './store/migrations.ts';

/** The user's service, as it is when the consumer is wired in. */
export const createApp = async (config: Config) => {
  const service = createService({ name: 'sample-consumer', contract: { name: 'sample-consumer', version: '1.0.0', routes: {}, events: {} }, config });
  const db = openStore<Database>(service, { migrations });
  const { inbox } = openMessages(service, db);

  await consumeSamplePublisherSampleEventV1(inbox);
  return service;
};
