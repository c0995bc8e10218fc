import type { Bus } from '@sample-system/chassis';
import { sampleItemContract } from '@sample-system/sample-item-contract';
import type { SampleItem } from '../domain/sample-item.ts';
import { toBody } from '../routes/to-body.ts';

/** Tells the other services that there is a new one. */
export type AnnounceCreated = (item: SampleItem) => Promise<void>;

export const announceCreated = (bus: Bus): AnnounceCreated => async (item) => bus.publish(sampleItemContract, 'sample-item.created.v1', toBody(item));
