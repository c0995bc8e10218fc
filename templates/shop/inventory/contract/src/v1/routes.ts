import type { RouteContract } from '@sample-system/chassis/contract';
import { z } from 'zod';
import { problem } from './problem.ts';

const sku = z.string().min(1).max(64);
const quantity = z.int().positive().max(1_000);
const cents = z.int().nonnegative();

const line = z.object({ sku, quantity });
const pricedLine = line.extend({ unitPriceCents: cents });
const stockItem = z.object({ sku, name: z.string(), unitPriceCents: cents, available: z.int(), reserved: z.int(), shipped: z.int() });
const reservation = z.object({ orderId: z.uuid(), status: z.enum(['held', 'shipped', 'released']), lines: z.array(pricedLine), totalCents: cents });

export type Line = z.output<typeof line>;
export type PricedLine = z.output<typeof pricedLine>;
export type StockItem = z.output<typeof stockItem>;
export type Reservation = z.output<typeof reservation>;

export const getStock = {
  method: 'GET',
  path: '/v1/stock/:sku',
  summary: 'Stock and price of one item',
  params: z.object({ sku }),
  responses: { 200: stockItem, 404: problem },
} as const satisfies RouteContract;

export const listStock = {
  method: 'GET',
  path: '/v1/stock',
  summary: 'All items, by sku',
  responses: { 200: z.object({ items: z.array(stockItem) }) },
} as const satisfies RouteContract;

export const reserveStock = {
  method: 'POST',
  path: '/v1/reservations',
  summary: 'Hold stock for an order; idempotent by order, all lines or none',
  body: z.object({ orderId: z.uuid(), lines: z.array(line).min(1).max(100) }),
  responses: { 201: reservation, 409: problem },
} as const satisfies RouteContract;

export const releaseStock = {
  method: 'DELETE',
  path: '/v1/reservations/:orderId',
  summary: 'Give back what is held for an order; a hold that arrives later is refused',
  params: z.object({ orderId: z.uuid() }),
  responses: { 204: null },
} as const satisfies RouteContract;

export const getReservation = {
  method: 'GET',
  path: '/v1/reservations/:orderId',
  summary: 'What is held for an order',
  params: z.object({ orderId: z.uuid() }),
  responses: { 200: reservation, 404: problem },
} as const satisfies RouteContract;
