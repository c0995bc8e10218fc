import { fromAggregate, fromContract } from '@sample-system/chassis';
import { samplePublisherContract } from '@sample-system/sample-publisher-contract';
import { sampleAggregate } from '../../aggregates/sample-aggregate/sample-aggregate.ts';
import { sampleAggregateSampleEvent } from './sample-aggregate-sample-event.ts';
import { sampleToldEvent } from './sample-told-event.ts';

/** What it is made from. When one comes or goes, raise the `version` of the projection: it is built again. */
export const sources = [
  fromAggregate(sampleAggregate, 'sample-event', sampleAggregateSampleEvent),
  fromContract(samplePublisherContract, 'sample-publisher.sample-event.v1', sampleToldEvent),
];
