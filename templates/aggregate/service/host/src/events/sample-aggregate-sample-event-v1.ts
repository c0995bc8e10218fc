import type { GivenAttributes, Outbox } from '@sample-system/chassis';
import { sampleKeeperContract } from '@sample-system/sample-keeper-contract';
import type { SampleKeeperSampleAggregateSampleEventV1 } from '@sample-system/sample-keeper-contract';
import type { Transaction } from 'kysely';
import type { Database } from '../store/database.ts';

/** Tells the other services, as a part of the change that it tells of: after the commit, and only then. Events of one `key` keep their order. */
export type PublishSampleAggregateSampleEventV1 = (trx: Transaction<Database>, event: SampleKeeperSampleAggregateSampleEventV1, attributes?: GivenAttributes) => Promise<void>;

export const publishSampleAggregateSampleEventV1 = (outbox: Outbox<Database>): PublishSampleAggregateSampleEventV1 => async (trx, event, attributes) =>
  outbox.within(trx).publish(sampleKeeperContract, 'sample-keeper.sample-aggregate-sample-event.v1', event, attributes);
