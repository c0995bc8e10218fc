import type { ServiceContract } from '@sample-system/chassis/contract';
import { auditSampleAggregate, getSampleAggregate, moveSampleAggregate } from './v1/sample-aggregate.ts';
import { sampleKeeperSampleAggregateSampleEventV1 } from './v1/sample-aggregate-sample-event.ts';

export { sampleAggregateStages } from './v1/sample-aggregate-stages.ts';
export { sampleKeeperSampleAggregateSampleEventV1Example, type SampleKeeperSampleAggregateSampleEventV1 } from './v1/sample-aggregate-sample-event.ts';

/** What a contract looks like when the aggregate is in it. Stays here: the entries are edits of the user's contract. */
export const sampleKeeperContract = {
  name: 'sample-keeper',
  version: '1.0.0',
  routes: { moveSampleAggregate, getSampleAggregate, auditSampleAggregate },
  events: { 'sample-keeper.sample-aggregate-sample-event.v1': sampleKeeperSampleAggregateSampleEventV1 },
} as const satisfies ServiceContract;
