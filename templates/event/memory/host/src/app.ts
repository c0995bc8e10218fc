import { connectBus, createService } from '@sample-system/chassis';
import type { Config } from './config.ts';
import { consumeSamplePublisherSampleEventV1 } from './events/sample-publisher-sample-event-v1.ts';

/** The user's service, as it is when the consumer is wired in. */
export const createApp = async (config: Config) => {
  const service = createService({ name: 'sample-consumer', contract: { name: 'sample-consumer', version: '1.0.0', routes: {}, events: {} }, config });
  const bus = connectBus(service);

  await consumeSamplePublisherSampleEventV1(bus);
  return service;
};
