import type { Service } from '@sample-system/chassis';
import { connectSampleParticipant } from '../../clients/sample-participant.ts';
import { lastStep } from './last-step.ts';
import { ownStep } from './own-step.ts';
import { sampleStep } from './sample-step.ts';

/** The services that the steps ask. */
export const connectClients = (service: Service) => ({
  sampleParticipant: connectSampleParticipant(service),
});

/** In the order in which they are done. */
export const stepsOf = ({ sampleParticipant }: ReturnType<typeof connectClients>) => [
  sampleStep(sampleParticipant),
  ownStep,
  lastStep,
];
