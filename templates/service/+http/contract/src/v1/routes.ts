import type { RouteContract } from '@sample-system/chassis/contract';
import { z } from 'zod';
import { problem } from './problem.ts';
import { sampleItemSchema } from './schema.ts';

export const createSampleItem = {
  method: 'POST',
  path: '/v1/sample-item',
  summary: 'Make one',
  body: sampleItemSchema.pick({ title: true }),
  responses: { 201: sampleItemSchema },
} as const satisfies RouteContract;

export const getSampleItem = {
  method: 'GET',
  path: '/v1/sample-item/:sampleItemId',
  summary: 'Look at one',
  params: sampleItemSchema.pick({ sampleItemId: true }),
  responses: { 200: sampleItemSchema, 404: problem },
} as const satisfies RouteContract;

export const listSampleItem = {
  method: 'GET',
  path: '/v1/sample-item',
  summary: 'All of them, oldest first, a page at a time',
  query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20), after: z.uuid().optional() }),
  /** `next` is the `after` of the next page; null on the last one. */
  responses: { 200: z.object({ items: z.array(sampleItemSchema), next: z.uuid().nullable() }) },
} as const satisfies RouteContract;
