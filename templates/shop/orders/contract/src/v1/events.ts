import type { EventContract } from '@sample-system/chassis/contract';
import { z } from 'zod';
import { line } from './line.ts';

/** The end of an order is announced certainly, and may arrive more than once. */
const confirmed = z.object({ orderId: z.uuid(), customerId: z.string(), lines: z.array(line), totalCents: z.int() });
const rejected = z.object({ orderId: z.uuid(), customerId: z.string(), reason: z.string() });

export type OrderConfirmed = z.output<typeof confirmed>;
export type OrderRejected = z.output<typeof rejected>;

export const orderConfirmed = { summary: 'Paid and reserved: ship it', data: confirmed } as const satisfies EventContract;
export const orderRejected = { summary: 'Nothing is owed: what was held or taken is given back', data: rejected } as const satisfies EventContract;
