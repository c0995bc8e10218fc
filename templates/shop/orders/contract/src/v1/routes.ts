import type { RouteContract } from '@sample-system/chassis/contract';
import { z } from 'zod';
import { line } from './line.ts';
import { problem } from './problem.ts';

const order = z.object({
  orderId: z.uuid(),
  customerId: z.string(),
  status: z.enum(['pending', 'confirmed', 'rejected']),
  /** Why it was rejected: `out-of-stock`, `card-declined`, … */
  reason: z.string().nullable(),
  lines: z.array(line),
  /** Known once the stock is reserved. */
  totalCents: z.int().nullable(),
  createdAt: z.iso.datetime(),
});
/** How far the saga of an order is: `compensated` when it was undone, `parked` when somebody must look. `failed`: the step from which it went back. */
const progress = z.object({
  state: z.enum(['running', 'compensating', 'completed', 'compensated', 'parked']),
  reason: z.string().optional(),
  steps: z.array(z.object({ name: z.string(), state: z.enum(['pending', 'running', 'done', 'failed', 'compensating', 'compensated', 'parked']) })),
});
/** The card token is what the payment provider's form gives a browser. The sample provider declines `tok_declined`. */
const orderRequest = z.object({ items: z.array(line).min(1).max(100), cardToken: z.string().min(1).max(200).default('tok_sample') });

export type Order = z.output<typeof order>;
export type OrderRequest = z.output<typeof orderRequest>;

export const placeOrder = {
  method: 'POST',
  path: '/v1/orders',
  summary: 'Place an order for the customer of the token; 202 where it is not decided yet; with an Idempotency-Key safe to repeat',
  identity: true,
  body: orderRequest,
  responses: { 201: order, 202: order, 400: problem },
} as const satisfies RouteContract;

export const getOrder = {
  method: 'GET',
  path: '/v1/orders/:orderId',
  summary: "One of the customer's own orders",
  identity: true,
  params: z.object({ orderId: z.uuid() }),
  responses: { 200: order, 404: problem },
} as const satisfies RouteContract;

export const getProgress = {
  method: 'GET',
  path: '/v1/orders/:orderId/progress',
  summary: "How far one of the customer's own orders is, step by step; for 30 days after its end",
  identity: true,
  params: z.object({ orderId: z.uuid() }),
  responses: { 200: progress, 404: problem },
} as const satisfies RouteContract;
