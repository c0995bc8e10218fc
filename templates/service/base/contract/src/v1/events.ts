import type { EventContract } from '@sample-system/chassis/contract';
import { sampleItemSchema } from './schema.ts';

export const sampleItemCreated = { summary: 'There is a new one', data: sampleItemSchema } as const satisfies EventContract;
