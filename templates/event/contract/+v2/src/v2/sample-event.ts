import type { EventContract } from '@sample-system/chassis/contract';
import type { z } from 'zod';
import { samplePublisherSampleEventV1, samplePublisherSampleEventV1Example } from '../v1/sample-event.ts';

/** The data of v1, and what is new. */
const data = samplePublisherSampleEventV1.data.extend({});

export type SamplePublisherSampleEventV2 = z.output<typeof data>;

export const samplePublisherSampleEventV2 = {
  summary: 'sample-event',
  data,
  /** Published beside it, made from the same data. Taken out when no consumer of v1 is left. */
  replaces: { type: 'sample-publisher.sample-event.v1', from: (event: SamplePublisherSampleEventV2) => event },
} as const satisfies EventContract;

/** One of them, for the tests of whoever publishes or consumes it. */
export const samplePublisherSampleEventV2Example: SamplePublisherSampleEventV2 = { ...samplePublisherSampleEventV1Example };
