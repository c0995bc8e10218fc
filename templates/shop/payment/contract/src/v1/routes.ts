import type { RouteContract } from '@sample-system/chassis/contract';
import { z } from 'zod';
import { problem } from './problem.ts';

const orderId = z.uuid();
const charge = z.object({ orderId, amountCents: z.int().nonnegative(), status: z.enum(['charged', 'declined', 'refunded']) });

export type Charge = z.output<typeof charge>;

export const chargePayment = {
  method: 'POST',
  path: '/v1/charges',
  summary: 'Take the money for an order; idempotent by order',
  body: z.object({ orderId, amountCents: z.int().nonnegative(), cardToken: z.string().min(1).max(200) }),
  responses: { 201: charge, 402: problem, 409: problem },
} as const satisfies RouteContract;

export const refundCharge = {
  method: 'POST',
  path: '/v1/charges/:orderId/refund',
  summary: 'Give the money of an order back; a charge that arrives later is refused',
  idempotent: true,
  params: z.object({ orderId }),
  responses: { 204: null },
} as const satisfies RouteContract;

export const getCharge = {
  method: 'GET',
  path: '/v1/charges/:orderId',
  summary: 'What became of the charge of an order',
  params: z.object({ orderId }),
  responses: { 200: charge, 404: problem },
} as const satisfies RouteContract;
