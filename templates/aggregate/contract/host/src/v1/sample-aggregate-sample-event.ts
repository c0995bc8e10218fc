import type { EventContract } from '@sample-system/chassis/contract';
import { z } from 'zod';

/** What consumers get to know. When there are consumers, a change that they would notice is a new version. */
const data = z.object({ id: z.uuid() });

export type SampleKeeperSampleAggregateSampleEventV1 = z.output<typeof data>;

export const sampleKeeperSampleAggregateSampleEventV1 = { summary: 'sample-aggregate-sample-event', data } as const satisfies EventContract;

/** One of them, for the tests of whoever publishes or consumes it. */
export const sampleKeeperSampleAggregateSampleEventV1Example: SampleKeeperSampleAggregateSampleEventV1 = { id: '019aba5e-0000-7000-8000-000000000001' };
