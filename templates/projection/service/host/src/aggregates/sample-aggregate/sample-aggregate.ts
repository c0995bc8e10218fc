import { defineAggregate } from '@sample-system/chassis';
import { sampleEvent } from './events/sample-event.ts';

/** One that the user's service has; only its events matter here. */
export const sampleAggregate = defineAggregate({ name: 'sample-aggregate', events: { 'sample-event': sampleEvent }, initial: 0, decide: () => [], evolve: (state: number) => state + 1 });
