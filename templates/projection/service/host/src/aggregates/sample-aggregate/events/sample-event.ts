import type { EventKind } from '@sample-system/chassis';
import { z } from 'zod';

export const sampleEvent = { version: 1, data: z.object({}) } as const satisfies EventKind;
