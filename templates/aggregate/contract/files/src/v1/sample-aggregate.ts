import type { RouteContract } from '@sample-system/chassis/contract';
import { z } from 'zod';
import { sampleAggregateStages } from './sample-aggregate-stages.ts';

const id = z.uuid();
const params = z.object({ id });
const stage = z.enum(sampleAggregateStages);
/** `version`: how many events it has; `stage`: the last one of them. */
const view = z.object({ id, version: z.int(), stage });
const problem = z.object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string().optional() });
/** `version-conflict`: somebody was faster. Look at what it is now, and decide again. */
const conflict = problem.extend({ currentVersion: z.int().optional() });

export const moveSampleAggregate = {
  method: 'POST',
  path: '/v1/sample-keeper/sample-aggregate/:id',
  summary: 'Bring it to its next stage; where it is there already nothing happens',
  idempotent: true,
  params,
  body: z.object({ to: stage, expectedVersion: z.int().min(0).optional() }),
  responses: { 200: view, 409: conflict },
} as const satisfies RouteContract;

export const getSampleAggregate = {
  method: 'GET',
  path: '/v1/sample-keeper/sample-aggregate/:id',
  summary: 'What it is now',
  params,
  responses: { 200: view, 404: problem },
} as const satisfies RouteContract;

/** Not below the path that the gateway gives this service, so that it is for those inside. */
export const auditSampleAggregate = {
  method: 'GET',
  path: '/v1/audit/sample-keeper/sample-aggregate/:id',
  summary: 'What has happened to it, who caused it and when; oldest first, a page at a time',
  params,
  query: z.object({ after: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(500).default(100) }),
  responses: {
    200: z.object({
      events: z.array(z.object({ version: z.int(), type: z.string(), schema: z.int(), data: z.unknown(), at: z.iso.datetime(), causedBy: z.string().nullable(), requestId: z.string().nullable(), traceparent: z.string().nullable() })),
      /** `after` of the next page; null on the last one. */
      next: z.int().nullable(),
    }),
  },
} as const satisfies RouteContract;
