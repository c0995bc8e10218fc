import type { Bus } from '@sample-system/chassis';
import { samplePublisherContract } from '@sample-system/sample-publisher-contract';

/**
 * What follows here from sample-publisher.sample-event.v1. Without a database nothing remembers an event: it may come twice, so make
 * the effect one that may be repeated. What fails is tried again, and ends in `ms dlq list`.
 */
export const consumeSamplePublisherSampleEventV1 = async (bus: Bus): Promise<void> => {
  await bus.subscribe(samplePublisherContract, 'sample-publisher.sample-event.v1', async ({ data, log }) => {
    log.info({ event: data }, 'sample-publisher.sample-event.v1');
  });
};
