import { z } from 'zod';

/** What an experiment file may say. Everything that has a usual value may be left out. */

const share = z.number().min(0).max(1);
const status = z.int().min(100).max(599);
const service = z.string().regex(/^[a-z][a-z0-9-]*$/, 'is no name of a service');

const statuses = z.array(status).min(1);
/** 95 of 100 answers take no longer, in milliseconds. */
const p95Ms = z.number().positive().optional();

const expectation = z.strictObject({
  /** Statuses that are as they should be. */
  status: statuses.default([200]),
  /** Of all answers, how many must be so: 1 is all. */
  share: share.default(1),
  p95Ms,
});

const probe = z.strictObject({
  name: z.string().min(1).max(80),
  url: z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' }),
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.json().optional(),
  expect: expectation.prefault({}),
  /** What may be otherwise while something is broken. */
  during: z.strictObject({ status: statuses.optional(), share: share.optional(), p95Ms }).prefault({}),
});

const fault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('latency'), service, ms: z.int().positive().max(60_000), share: share.default(1) }),
  z.strictObject({ kind: z.literal('error'), service, status: z.int().min(400).max(599).default(503), share: share.default(1) }),
  z.strictObject({ kind: z.literal('abort'), service, share: share.default(1) }),
  z.strictObject({ kind: z.literal('kill'), service, everySeconds: z.number().min(0.5).max(600).optional() }),
  z.strictObject({ kind: z.literal('loss'), part: z.enum(['broker', 'registry']) }),
]);

const seconds = z.strictObject({
  before: z.number().min(0.5).max(600).default(3),
  during: z.number().min(0.5).max(3_600).default(10),
  /** What the system gets to recover, before the steady state is asked for again. */
  recovery: z.number().min(0).max(600).default(5),
  after: z.number().min(0.5).max(600).default(3),
});

export const experimentSchema = z.strictObject({
  name: z.string().min(1).max(120),
  /** What is believed, in a sentence. */
  hypothesis: z.string().min(1).max(500),
  /** The steady state. */
  probes: z.array(probe).min(1).max(20),
  faults: z.array(fault).min(1).max(20),
  /** Of each probe. */
  requestsPerSecond: z.number().positive().max(200).default(10),
  seconds: seconds.prefault({}),
});

export type Experiment = z.output<typeof experimentSchema>;
export type Probe = Experiment['probes'][number];
export type Fault = Experiment['faults'][number];
export type Expectation = Probe['expect'];
