import { createClient } from '@sample-system/chassis';
import type { Service } from '@sample-system/chassis';
import { sampleParticipantContract } from '@sample-system/sample-participant-contract';

/** What `ms add-client` has made in the user's service. */
export const connectSampleParticipant = (service: Service) => createClient(service, sampleParticipantContract);

export type SampleParticipantClient = ReturnType<typeof connectSampleParticipant>;
