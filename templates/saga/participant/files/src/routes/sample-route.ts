import type { Idempotency, Service } from '@sample-system/chassis';
import { sampleParticipantContract } from '@sample-system/sample-participant-contract';
import type { Database } from '../store/database.ts';

const { sampleRoute, undoSampleRoute } = sampleParticipantContract.routes;

/**
 * A step of sagas, and what takes it back: each once for its key, in one transaction with the answer. Both handlers have that transaction as
 * their second argument. What cannot be done is `throw new Problem({ status: 409, … })`. A step that comes after its undo is refused.
 */
export const sampleRouteStep = (service: Service, { action, compensation }: Idempotency<Database>): void => {
  service.route(sampleRoute, action(sampleRoute, async ({ body, log }) => {
    log.info({ id: body.id }, 'sample-route');
    return { status: 200, body };
  }));

  service.route(undoSampleRoute, compensation(undoSampleRoute, sampleRoute, async ({ body, log }, _trx, answer) => {
    // Without an answer nothing was done, and nothing is to be taken back.
    if (answer !== undefined) log.info({ id: body.id }, 'sample-route is undone');
    return { status: 200, body };
  }));
};
