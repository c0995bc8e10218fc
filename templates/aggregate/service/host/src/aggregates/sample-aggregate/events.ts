import type { EventOf, Outbox } from '@sample-system/chassis';
import type { Database } from '../../store/database.ts';
import { publishSampleEvent, sampleEvent } from './events/sample-event.ts';

/** Whatever can happen to it, in the order of its stages. */
export const sampleAggregateEvents = {
  'sample-event': sampleEvent,
};

export type SampleAggregateEvent = EventOf<typeof sampleAggregateEvents>;

/** What others hear of it. */
export const publishSampleAggregate = (outbox: Outbox<Database>) => ({
  'sample-event': publishSampleEvent(outbox),
});
