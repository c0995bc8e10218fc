import type { Bus } from '@sample-system/chassis';
import { sampleItemContract } from '@sample-system/sample-item-contract';
import type { SampleItem } from '../domain/sample-item.ts';
import { toBody } from '../routes/to-body.ts';

/** Tells the other services that there is a new one. */
export const announceCreated = (bus: Bus) => async (item: SampleItem): Promise<void> => bus.publish(sampleItemContract, 'sample-item.created.v1', toBody(item));
