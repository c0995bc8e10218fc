import type { Client, StepContext } from '@sample-system/chassis';
import type { SampleSagaInput } from '@sample-system/sample-caller-contract';
import type { sampleParticipantContract } from '@sample-system/sample-participant-contract';

/** Asks sample-participant, which does it once for each key. There is no way back from here: it is tried until it holds. */
export const finalStep = (sampleParticipant: Client<typeof sampleParticipantContract>) => ({
  name: 'final-step',
  service: 'sample-participant',
  irreversible: true as const,
  action: async ({ id, key, signal }: StepContext<SampleSagaInput, unknown>): Promise<void> => {
    const reply = await sampleParticipant.sampleRoute({ body: { id } }, { idempotencyKey: key, signal });
    if (reply.status === 409) throw new Error(reply.body.title);
  },
});
