import { defineSaga } from '@sample-system/chassis';
import type { Outbox, RegisterOptions, Sagas, Service } from '@sample-system/chassis';
import { sampleCallerContract, sampleSagaInput } from '@sample-system/sample-caller-contract';
import type { SampleSagaInput } from '@sample-system/sample-caller-contract';
import type { Database } from '../../store/database.ts';
import { sampleSagaRoutes } from './routes.ts';
import { connectClients, stepsOf } from './steps.ts';

export interface SampleSagaParts {
  readonly outbox: Outbox<Database>;
  readonly sagas: Sagas<Database>;
}

/** Steps that are done one after the other and, when one cannot be done, undone in reverse order. */
export const sampleSaga = (service: Service) => defineSaga({ name: 'sample-saga', input: sampleSagaInput, steps: stepsOf(connectClients(service)) });

/** Tells the other services how it ended, in the transaction that ends it. */
export const announceEnd = (outbox: Outbox<Database>): NonNullable<RegisterOptions<SampleSagaInput, object, Database>['onEnd']> => async (trx, { id, state, reason }) => {
  const end = state === 'completed' ? 'completed' : 'compensated';
  await outbox.within(trx).publish(sampleCallerContract, 'sample-caller.sample-saga-ended.v1', { id, state: end, reason });
};

/** Has the service run it, and answer for it. */
export const addSampleSaga = (service: Service, { outbox, sagas }: SampleSagaParts): void => {
  sampleSagaRoutes(service, sagas.register(sampleSaga(service), { onEnd: announceEnd(outbox) }));
};
