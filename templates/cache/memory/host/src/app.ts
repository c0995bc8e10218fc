import { connectBus, createService, openCaches } from '@sample-system/chassis';
import { openSampleEntryCache } from './caches/sample-entry.ts';
import type { Config } from './config.ts';
import { consumeSamplePublisherSampleEventV1 } from './events/sample-publisher-sample-event-v1.ts';

/** The user's service, as it is when the cache is wired in. */
export const createApp = async (config: Config) => {
  const service = createService({ name: 'sample-consumer', contract: { name: 'sample-consumer', version: '1.0.0', routes: {}, events: {} }, config });
  const caches = openCaches(service);
  const sampleEntryCache = openSampleEntryCache(caches);
  const bus = connectBus(service);

  await consumeSamplePublisherSampleEventV1(bus, sampleEntryCache);
  return service;
};
