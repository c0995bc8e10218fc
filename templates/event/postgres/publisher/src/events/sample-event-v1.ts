import type { GivenAttributes, Outbox } from '@sample-system/chassis';
import { samplePublisherContract } from '@sample-system/sample-publisher-contract';
import type { SamplePublisherSampleEventV1 } from '@sample-system/sample-publisher-contract';
import type { Transaction } from 'kysely';
import type { Database } from '../store/database.ts';

/** Tells the other services, as a part of the change that it tells of: after the commit, and only then. Events of one `key` keep their order. */
export type PublishSampleEventV1 = (trx: Transaction<Database>, event: SamplePublisherSampleEventV1, attributes?: GivenAttributes) => Promise<void>;

export const publishSampleEventV1 = (outbox: Outbox<Database>): PublishSampleEventV1 => async (trx, event, attributes) =>
  outbox.within(trx).publish(samplePublisherContract, 'sample-publisher.sample-event.v1', event, attributes);
