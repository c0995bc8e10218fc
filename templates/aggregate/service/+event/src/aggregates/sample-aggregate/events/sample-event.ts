import type { AppendedEvent, EventKind, Outbox } from '@sample-system/chassis';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import { publishSampleAggregateSampleEventV1 } from '../../../events/sample-aggregate-sample-event-v1.ts';
import type { Database } from '../../../store/database.ts';

/**
 * What is kept of it, for ever. A member that is new and not optional is a new version, and what was written before must be read:
 * `version: 2, …, upcasters: { 1: (data: { … }) => ({ ...data, … }) }`.
 */
export const sampleEvent = { version: 1, data: z.object({}) } as const satisfies EventKind;

type Appended = AppendedEvent<{ readonly data: z.output<typeof sampleEvent.data> }>;

/** What others hear of it, in the words of the contract; it goes out with the commit of the event. */
export const publishSampleEvent = (outbox: Outbox<Database>) => {
  const publish = publishSampleAggregateSampleEventV1(outbox);
  return async (trx: Transaction<Database>, id: string, { attributes }: Appended): Promise<void> => publish(trx, { id }, attributes);
};
