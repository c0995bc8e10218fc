import { z } from 'zod';
import type { ServiceContract } from '../contract/contract.ts';

const problem = z.object({ type: z.string(), status: z.number() });

/** A small contract for tests of those who talk to others. */
export const stockContract = {
  name: 'stock',
  version: '1.0.0',
  routes: {
    getStock: {
      method: 'GET',
      path: '/v1/stock/:sku',
      params: z.object({ sku: z.string() }),
      query: z.object({ site: z.string().optional() }),
      responses: { 200: z.object({ sku: z.string(), free: z.number() }), 404: problem },
    },
    reserve: { method: 'POST', path: '/v1/reservations', body: z.object({ sku: z.string() }), responses: { 201: z.object({ id: z.string() }), 409: problem } },
    release: { method: 'DELETE', path: '/v1/reservations/:id', params: z.object({ id: z.string() }), responses: { 204: null } },
  },
  events: { 'stock.moved.v1': { data: z.object({ sku: z.string(), free: z.number() }) } },
} satisfies ServiceContract;
