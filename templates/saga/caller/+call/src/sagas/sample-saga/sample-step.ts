import { StepRefused } from '@sample-system/chassis';
import type { Client, StepContext } from '@sample-system/chassis';
import type { SampleSagaInput } from '@sample-system/sample-caller-contract';
import type { sampleParticipantContract } from '@sample-system/sample-participant-contract';

type Context = StepContext<SampleSagaInput, unknown>;

/** Asks sample-participant, which does it once for each key, and takes it back. */
export const sampleStep = (sampleParticipant: Client<typeof sampleParticipantContract>) => ({
  name: 'sample-step',
  service: 'sample-participant',
  action: async ({ id, key, signal }: Context): Promise<void> => {
    const reply = await sampleParticipant.sampleRoute({ body: { id } }, { idempotencyKey: key, signal });
    // Refused: nothing happened, and the saga goes back at once. Whatever else is no success is tried again.
    if (reply.status === 409) throw reply.body.type === 'request-in-progress' ? new Error(reply.body.title) : new StepRefused(reply.body.type);
  },
  compensation: async ({ id, key, signal }: Context): Promise<void> => {
    await sampleParticipant.undoSampleRoute({ body: { id } }, { idempotencyKey: key, signal });
  },
});
