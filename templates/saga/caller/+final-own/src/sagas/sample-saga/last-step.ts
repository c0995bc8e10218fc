import type { StepContext } from '@sample-system/chassis';
import type { SampleSagaInput } from '@sample-system/sample-caller-contract';
import type { Transaction } from 'kysely';
import type { Database } from '../../store/database.ts';

/** In this service's own database: what is written through `trx` is committed with the end of the step. There is no way back from here. */
export const lastStep = {
  name: 'last-step',
  irreversible: true as const,
  action: { inTransaction: async ({ id, log }: StepContext<SampleSagaInput, unknown>, _trx: Transaction<Database>): Promise<void> => { log.info({ id }, 'last-step'); } },
};
