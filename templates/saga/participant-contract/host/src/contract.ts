import type { ServiceContract } from '@sample-system/chassis/contract';
import { sampleRoute, undoSampleRoute } from './v1/sample-route.ts';

/** What a contract looks like when the step is in it. Stays here: the entries are edits of the user's contract. */
export const sampleParticipantContract = {
  name: 'sample-participant',
  version: '1.0.0',
  routes: { sampleRoute, undoSampleRoute },
  events: {},
} as const satisfies ServiceContract;
