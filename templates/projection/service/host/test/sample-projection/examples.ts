import { samplePublisherSampleEventV1Example } from '@sample-system/sample-publisher-contract';

/** What each event holds that the projection is made from. */
export const examples: Readonly<Record<string, unknown>> = {
  'sample-event': {},
  'sample-publisher.sample-event.v1': samplePublisherSampleEventV1Example,
};
