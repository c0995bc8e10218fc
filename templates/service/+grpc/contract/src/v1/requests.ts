import { z } from 'zod';
import { sampleItemSchema } from './schema.ts';

/** What of requests the proto file can not say; the service checks it. */
export const createSampleItem = sampleItemSchema.pick({ title: true });
export const getSampleItem = sampleItemSchema.pick({ sampleItemId: true });
export const listSampleItem = z.object({ limit: z.int().min(1).max(100).default(20), after: z.uuid().optional() });
