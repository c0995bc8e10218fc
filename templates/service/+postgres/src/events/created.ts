import type { Outbox } from '@sample-system/chassis';
import { sampleItemContract } from '@sample-system/sample-item-contract';
import type { Transaction } from 'kysely';
import type { SampleItem } from '../domain/sample-item.ts';
import { toBody } from '../routes/to-body.ts';
import type { Database } from '../store/database.ts';

/** Tells the other services that there is a new one, in the transaction that makes it. */
export type AnnounceCreated = (trx: Transaction<Database>, item: SampleItem) => Promise<void>;

export const announceCreated = (outbox: Outbox<Database>): AnnounceCreated => async (trx, item) => outbox.within(trx).publish(sampleItemContract, 'sample-item.created.v1', toBody(item));
