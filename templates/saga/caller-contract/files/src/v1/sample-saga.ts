import type { EventContract, RouteContract } from '@sample-system/chassis/contract';
import { z } from 'zod';

/** What its steps must know. It is kept as long as the saga. */
export const sampleSagaInput = z.object({});
export type SampleSagaInput = z.output<typeof sampleSagaInput>;

/** One of them, for tests. */
export const sampleSagaInputExample: SampleSagaInput = {};

const id = z.uuid();
/** `failed`: the saga went back from here, and nothing of it is left. */
const step = z.object({ name: z.string(), state: z.enum(['pending', 'running', 'done', 'failed', 'compensating', 'compensated', 'parked']) });
/** `parked`: it could neither be done nor undone; `ms saga list sample-caller`. */
const view = z.object({ id, state: z.enum(['running', 'compensating', 'completed', 'compensated', 'parked']), reason: z.string().optional(), steps: z.array(step) });
const problem = z.object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string().optional() });

export const startSampleSaga = {
  method: 'POST',
  path: '/v1/sample-caller/sample-saga',
  summary: 'Begin one; the same id again begins nothing',
  idempotent: true,
  body: z.object({ id, input: sampleSagaInput }),
  responses: { 202: view },
} as const satisfies RouteContract;

export const getSampleSaga = {
  method: 'GET',
  path: '/v1/sample-caller/sample-saga/:id',
  summary: 'How far one is, and each of its steps',
  params: z.object({ id }),
  responses: { 200: view, 404: problem },
} as const satisfies RouteContract;

export const sampleSagaEnded = {
  summary: 'It is done, or undone',
  data: z.object({ id, state: z.enum(['completed', 'compensated']), reason: z.string().optional() }),
} as const satisfies EventContract;
