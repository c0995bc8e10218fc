import { z } from 'zod';
import type { ServiceContract } from '../contract/contract.ts';

const money = z.object({ currency: z.string().length(3), cents: z.int() }).meta({ id: 'Money' });
const category = z.object({ name: z.string(), get children() { return z.array(category); } });
const problem = z.object({ type: z.string(), title: z.string(), status: z.int() });
const payment = z.discriminatedUnion('by', [z.object({ by: z.literal('card'), token: z.string() }), z.strictObject({ by: z.literal('cash'), paid: money })]);
const paid = z.object({ at: z.coerce.date(), total: money, note: z.string().nullable(), tags: z.record(z.string(), z.int()) });

/** What schemas can hold that a document has to find a place for. */
export const trickyContract = {
  name: 'tricky',
  version: '2.3.4',
  routes: {
    pay: { method: 'POST', path: '/v1/orders/:orderId/payments', identity: true, idempotent: 'by-key', params: z.object({ orderId: z.uuid() }), body: payment, responses: { 201: z.object({ total: money }), 402: problem } },
    browse: { method: 'GET', path: '/v1/categories', query: z.object({ depth: z.coerce.number().int().default(1), q: z.string().optional() }), responses: { 200: category } },
    forget: { method: 'DELETE', path: '/v1/orders/:orderId/payments', params: z.object({ orderId: z.uuid() }), responses: { 204: null } },
  },
  events: {
    'tricky.paid.v1': { summary: 'Money came', data: paid.omit({ tags: true }) },
    'tricky.paid.v2': { data: paid, replaces: { type: 'tricky.paid.v1', from: (data: z.output<typeof paid>) => data } },
    'tricky.sorted.v1': { data: category },
  },
} as const satisfies ServiceContract;
