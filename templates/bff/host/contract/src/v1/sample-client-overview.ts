import type { RouteContract } from '@sample-system/chassis/contract';
import { sampleItemContract } from '@sample-system/sample-item-contract';
import { z } from 'zod';
import { failure, several } from './view.ts';

const { getSampleItem, listSampleItem } = sampleItemContract.routes;

/** What sample-client shows at once. It begins with what the services give; make it as small as its screen: `.pick({ … })`. */
const overview = z.object({
  sharedOne: z.array(getSampleItem.responses[200].nullable()).nullable(),
  ownOne: z.array(getSampleItem.responses[200].nullable()).nullable(),
  sharedAll: listSampleItem.responses[200].nullable(),
  ownAll: listSampleItem.responses[200].nullable(),
  failed: z.array(failure),
});

export const getSampleClientOverview = {
  method: 'GET',
  path: '/v1/sample-bff/overview',
  summary: 'What sample-client shows at once; null, and named in `failed`, is what could not be got',
  identity: true,
  query: z.object({
    sharedOne: several(getSampleItem.params.shape.sampleItemId),
    ownOne: several(getSampleItem.params.shape.sampleItemId),
  }),
  responses: { 200: overview },
} as const satisfies RouteContract;
