import { stubService } from '@sample-system/chassis/testing';
import { sampleParticipantContract } from '@sample-system/sample-participant-contract';
import { createParticipant } from './participant.ts';
import type { Participant } from './participant.ts';

/** The services that the steps ask, as stubs that answer by contract. */
export const startOthers = async () => {
  const sampleStep = createParticipant();
  const sampleParticipant = await stubService(sampleParticipantContract, { sampleRoute: sampleStep.action, undoSampleRoute: sampleStep.compensation });
  const steps: readonly Participant[] = [sampleStep];
  return {
    steps,
    addresses: [`sample-participant=${sampleParticipant.url}`].join(','),
    close: async (): Promise<void> => { await sampleParticipant.close(); },
  };
};
