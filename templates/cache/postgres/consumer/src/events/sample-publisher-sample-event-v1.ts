import type { Inbox } from '@sample-system/chassis';
import { samplePublisherContract } from '@sample-system/sample-publisher-contract';
import type { SampleEntryCache } from '../caches/sample-entry.ts';
import type { Database } from '../store/database.ts';

/**
 * After sample-publisher.sample-event.v1 everything that is kept of sample-entry is out of date, which is always right. Forget less where you know more:
 * `async ({ data }) => sampleEntryCache.forget(data.…)`. While Redis is away it is tried again, for as long as an entry may live.
 */
export const consumeSamplePublisherSampleEventV1 = async (inbox: Inbox<Database>, sampleEntryCache: SampleEntryCache): Promise<void> => {
  await inbox.subscribe(samplePublisherContract, 'sample-publisher.sample-event.v1', async () => sampleEntryCache.forgetAll(), sampleEntryCache.untilExpired);
};
