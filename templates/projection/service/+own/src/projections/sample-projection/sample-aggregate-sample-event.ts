import type { Apply } from '@sample-system/chassis';
import type { z } from 'zod';
import type { sampleEvent } from '../../aggregates/sample-aggregate/events/sample-event.ts';
import { note } from './rows.ts';
import type { SampleProjectionTables } from './rows.ts';

/** What follows from sample-event of a sample-aggregate. `key` is its id, `data` what is kept of it. */
export const sampleAggregateSampleEvent: Apply<z.output<typeof sampleEvent.data>, SampleProjectionTables> = async (event, rows) => {
  await note(rows, event);
};
