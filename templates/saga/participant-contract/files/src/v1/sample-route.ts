import type { RouteContract } from '@sample-system/chassis/contract';
import { z } from 'zod';

/** Of what the step is for: the saga's id. */
const done = z.object({ id: z.uuid() });
const problem = z.object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string().optional() });

export const sampleRoute = {
  method: 'POST',
  path: '/v1/sample-participant/sample-route',
  summary: 'A step of a saga: done once for each Idempotency-Key',
  idempotent: 'by-key',
  body: done,
  /** 409: refused, and nothing happened. */
  responses: { 200: done, 409: problem },
} as const satisfies RouteContract;

export const undoSampleRoute = {
  method: 'POST',
  path: '/v1/sample-participant/sample-route/undo',
  summary: 'Takes it back, also before it has come: the Idempotency-Key is that of the step and ":undo"',
  idempotent: 'by-key',
  body: done,
  responses: { 200: done },
} as const satisfies RouteContract;
