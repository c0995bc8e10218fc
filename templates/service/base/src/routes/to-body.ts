import type { SampleItem as SampleItemBody } from '@sample-system/sample-item-contract';
import type { SampleItem } from '../domain/sample-item.ts';

/** From the domain's own value to what the contract promises, in answers and in events. */
export const toBody = (item: SampleItem): SampleItemBody => ({ ...item, createdAt: item.createdAt.toISOString() });
