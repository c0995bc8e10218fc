import { z } from 'zod';

export const sampleItemSchema = z.object({
  sampleItemId: z.uuid(),
  title: z.string().min(1).max(200),
  createdAt: z.iso.datetime(),
});

export type SampleItem = z.output<typeof sampleItemSchema>;
