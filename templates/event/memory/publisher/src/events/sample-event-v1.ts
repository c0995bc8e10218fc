import type { Bus, GivenAttributes } from '@sample-system/chassis';
import { samplePublisherContract } from '@sample-system/sample-publisher-contract';
import type { SamplePublisherSampleEventV1 } from '@sample-system/sample-publisher-contract';

/** Tells the other services. Without a database it is lost when the service dies between the change and this. */
export type PublishSampleEventV1 = (event: SamplePublisherSampleEventV1, attributes?: GivenAttributes) => Promise<void>;

export const publishSampleEventV1 = (bus: Bus): PublishSampleEventV1 => async (event, attributes) =>
  bus.publish(samplePublisherContract, 'sample-publisher.sample-event.v1', event, attributes);
