import type { ServiceContract } from '@sample-system/chassis/contract';
import * as events from './v1/events.ts';

export type { SampleItem } from './v1/schema.ts';

/** What this service promises to others beside what `grpc.ts` says. They import this package and nothing else of the service. */
export const sampleItemContract = {
  name: 'sample-item',
  version: '1.0.0',
  routes: {},
  events: { 'sample-item.created.v1': events.sampleItemCreated },
} as const satisfies ServiceContract;
