import type { ServiceContract } from '@sample-system/chassis/contract';
import { samplePublisherSampleEventV1 } from './v1/sample-event.ts';
import { samplePublisherSampleEventV2 } from './v2/sample-event.ts';

export { samplePublisherSampleEventV1Example, type SamplePublisherSampleEventV1 } from './v1/sample-event.ts';
export { samplePublisherSampleEventV2Example, type SamplePublisherSampleEventV2 } from './v2/sample-event.ts';

/** What a contract looks like when the event and its second version are in it. Stays here: the entries are edits of the user's contract. */
export const samplePublisherContract = {
  name: 'sample-publisher',
  version: '1.0.0',
  routes: {},
  events: { 'sample-publisher.sample-event.v1': samplePublisherSampleEventV1, 'sample-publisher.sample-event.v2': samplePublisherSampleEventV2 },
} as const satisfies ServiceContract;
