import { createService, openCaches, openMessages, openStore } from '@sample-system/chassis';
import { openSampleEntryCache } from './caches/sample-entry.ts';
import type { Config } from './config.ts';
import { consumeSamplePublisherSampleEventV1 } from './events/sample-publisher-sample-event-v1.ts';
import type { Database } from './store/database.ts';
import { migrations } from './store/migrations.ts';

/** The user's service, as it is when the cache is wired in. */
export const createApp = async (config: Config) => {
  const service = createService({ name: 'sample-consumer', contract: { name: 'sample-consumer', version: '1.0.0', routes: {}, events: {} }, config });
  const caches = openCaches(service);
  const sampleEntryCache = openSampleEntryCache(caches);
  const db = openStore<Database>(service, { migrations });
  const { inbox } = openMessages(service, db);

  await consumeSamplePublisherSampleEventV1(inbox, sampleEntryCache);
  return service;
};
