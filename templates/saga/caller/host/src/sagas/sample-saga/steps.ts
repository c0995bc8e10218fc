import { createClient } from '@sample-system/chassis';
import type { Service } from '@sample-system/chassis';
import { sampleParticipantContract } from '@sample-system/sample-participant-contract';
import { lastStep } from './last-step.ts';
import { ownStep } from './own-step.ts';
import { sampleStep } from './sample-step.ts';

/** The services that the steps ask. */
export const connectClients = (service: Service) => ({
  sampleParticipant: createClient(service, sampleParticipantContract),
});

/** In the order in which they are done. */
export const stepsOf = ({ sampleParticipant }: ReturnType<typeof connectClients>) => [
  sampleStep(sampleParticipant),
  ownStep,
  lastStep,
];
