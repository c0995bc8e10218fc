import type { Bus } from '@sample-system/chassis';
import { sampleItemContract } from '@sample-system/sample-item-contract';
import type { SampleItemParts } from '../domain/sample-item.ts';
import { toBody } from '../routes/to-body.ts';

export const announceCreated = (bus: Bus): SampleItemParts['announce'] => async (item) => {
  await bus.publish(sampleItemContract, 'sample-item.created.v1', toBody(item));
};
