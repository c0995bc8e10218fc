import type { Inbox } from '@sample-system/chassis';
import { samplePublisherContract } from '@sample-system/sample-publisher-contract';
import type { Database } from '../store/database.ts';

/**
 * What follows here from sample-publisher.sample-event.v1. The handler's second argument is the transaction that remembers the event:
 * what is written through it happens once, however often the event comes. What fails is tried again, and ends in `ms dlq list`.
 */
export const consumeSamplePublisherSampleEventV1 = async (inbox: Inbox<Database>): Promise<void> => {
  await inbox.subscribe(samplePublisherContract, 'sample-publisher.sample-event.v1', async ({ data, log }) => {
    log.info({ event: data }, 'sample-publisher.sample-event.v1');
  });
};
