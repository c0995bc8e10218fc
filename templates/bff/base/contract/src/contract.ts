import type { ServiceContract } from '@sample-system/chassis/contract';
import { getSampleClientOverview } from './v1/sample-client-overview.ts';

/** What this backend gives its front end: a route a view. */
export const sampleBffContract = {
  name: 'sample-bff',
  version: '1.0.0',
  routes: { getSampleClientOverview },
  events: {},
} as const satisfies ServiceContract;
