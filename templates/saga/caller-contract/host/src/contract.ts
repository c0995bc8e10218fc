import type { ServiceContract } from '@sample-system/chassis/contract';
import { getSampleSaga, sampleSagaEnded, startSampleSaga } from './v1/sample-saga.ts';

export { sampleSagaInput, sampleSagaInputExample, type SampleSagaInput } from './v1/sample-saga.ts';

/** What a contract looks like when the saga is in it. Stays here: the entries are edits of the user's contract. */
export const sampleCallerContract = {
  name: 'sample-caller',
  version: '1.0.0',
  routes: { startSampleSaga, getSampleSaga },
  events: { 'sample-caller.sample-saga-ended.v1': sampleSagaEnded },
} as const satisfies ServiceContract;
