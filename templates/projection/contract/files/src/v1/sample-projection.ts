import type { RouteContract } from '@sample-system/chassis/contract';
import { z } from 'zod';

/** As far as the service has heard: what has just happened may not be in it yet. */
const row = z.object({ id: z.string(), events: z.int(), lastEvent: z.string(), changedAt: z.iso.datetime() });
const problem = z.object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string().optional() });

export const getSampleProjection = {
  method: 'GET',
  path: '/v1/sample-reader/sample-projection/:id',
  summary: 'One of them',
  params: z.object({ id: z.string().max(200) }),
  responses: { 200: row, 404: problem },
} as const satisfies RouteContract;

export const listSampleProjection = {
  method: 'GET',
  path: '/v1/sample-reader/sample-projection',
  summary: 'All of them by their ids, a page at a time',
  query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20), after: z.string().max(200).default('') }),
  /** `next` is the `after` of the next page; null on the last one. */
  responses: { 200: z.object({ items: z.array(row), next: z.string().nullable() }) },
} as const satisfies RouteContract;
