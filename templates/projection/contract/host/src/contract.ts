import type { ServiceContract } from '@sample-system/chassis/contract';
import { getSampleProjection, listSampleProjection } from './v1/sample-projection.ts';

/** What a contract looks like when the projection is in it. Stays here: the entries are edits of the user's contract. */
export const sampleReaderContract = {
  name: 'sample-reader',
  version: '1.0.0',
  routes: { getSampleProjection, listSampleProjection },
  events: {},
} as const satisfies ServiceContract;
