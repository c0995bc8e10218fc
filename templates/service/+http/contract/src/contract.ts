import type { ServiceContract } from '@sample-system/chassis/contract';
import * as events from './v1/events.ts';
import * as routes from './v1/routes.ts';

export type { SampleItem } from './v1/schema.ts';

/** What this service promises to others. They import this package and nothing else of the service. */
export const sampleItemContract = {
  name: 'sample-item',
  version: '1.0.0',
  routes: { createSampleItem: routes.createSampleItem, getSampleItem: routes.getSampleItem, listSampleItem: routes.listSampleItem },
  events: { 'sample-item.created.v1': events.sampleItemCreated },
} as const satisfies ServiceContract;
