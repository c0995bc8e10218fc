import { sampleAggregateStages } from '@sample-system/sample-keeper-contract';
import { z } from 'zod';
import type { SampleAggregateEvent } from './events.ts';

/** What decisions need to know, and no more. JSON, as snapshots hold it. */
export const sampleAggregateState = z.object({ stage: z.enum(sampleAggregateStages).nullable() });

export type SampleAggregateState = z.output<typeof sampleAggregateState>;

/** Before the first event. */
export const initial: SampleAggregateState = { stage: null };

/** Pure: the state after an event. When it makes another state of the same events, the `version` of the snapshots is raised. */
export const evolve = (state: SampleAggregateState, { type }: SampleAggregateEvent): SampleAggregateState => ({ ...state, stage: type });
