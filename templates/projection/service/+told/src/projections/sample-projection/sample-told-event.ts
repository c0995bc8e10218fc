import type { Apply, EventData } from '@sample-system/chassis';
import type { samplePublisherContract } from '@sample-system/sample-publisher-contract';
import { note } from './rows.ts';
import type { SampleProjectionTables } from './rows.ts';

/**
 * What follows from sample-publisher.sample-event.v1. `key` is what its publisher ordered it by, or its own id where it has none: what a row is
 * about, say by a member of `data`.
 */
export const sampleToldEvent: Apply<EventData<typeof samplePublisherContract, 'sample-publisher.sample-event.v1'>, SampleProjectionTables> = async (event, rows) => {
  await note(rows, event);
};
