import { Problem } from '@sample-system/chassis';
import type { SagaHandle, SagaView, Service } from '@sample-system/chassis';
import { sampleCallerContract } from '@sample-system/sample-caller-contract';
import type { SampleSagaInput } from '@sample-system/sample-caller-contract';
import type { Database } from '../../store/database.ts';

const { startSampleSaga, getSampleSaga } = sampleCallerContract.routes;

const toBody = ({ id, state, reason, steps }: SagaView<SampleSagaInput, object>) => ({ id, state, reason, steps: [...steps] });

const unknown = (id: string): Problem => new Problem({ status: 404, type: 'unknown-sample-saga', title: 'No such sample-saga', detail: `Nothing is known of ${id}.` });

export const sampleSagaRoutes = (service: Service, saga: SagaHandle<SampleSagaInput, object, Database>): void => {
  const look = async (id: string) => {
    const view = await saga.find(id);
    if (view === undefined) throw unknown(id);
    return toBody(view);
  };

  service.route(startSampleSaga, async ({ body: { id, input } }) => {
    await saga.startAlone({ id, input });
    return { status: 202, body: await look(id) };
  });

  service.route(getSampleSaga, async ({ params }) => ({ status: 200, body: await look(params.id) }));
};
