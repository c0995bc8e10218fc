import { z } from 'zod';

export const line = z.object({ sku: z.string().min(1).max(64), quantity: z.int().positive().max(1_000) });
