import type { StepContext } from '@sample-system/chassis';
import type { SampleSagaInput } from '@sample-system/sample-caller-contract';
import type { Transaction } from 'kysely';
import type { Database } from '../../store/database.ts';

type Context = StepContext<SampleSagaInput, unknown>;

/** In this service's own database: what is written through `trx` is committed with the end of the step, so it happens exactly once. */
export const ownStep = {
  name: 'own-step',
  action: { inTransaction: async ({ id, log }: Context, _trx: Transaction<Database>): Promise<void> => { log.info({ id }, 'own-step'); } },
  compensation: { inTransaction: async ({ id, log }: Context, _trx: Transaction<Database>): Promise<void> => { log.info({ id }, 'own-step is undone'); } },
};
