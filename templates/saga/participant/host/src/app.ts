import { createService, openIdempotency, openMessages, openStore } from '@sample-system/chassis';
import { sampleParticipantContract } from '@sample-system/sample-participant-contract';
import type { Config } from './config.ts';
import { sampleRouteStep } from './routes/sample-route.ts';
import type { Database } from './store/database.ts';
import { migrations } from './store/migrations.ts';

/** The user's service, as it is when the step is wired in. */
export const createApp = async (config: Config) => {
  const service = createService({ name: 'sample-participant', contract: sampleParticipantContract, config });
  const db = openStore<Database>(service, { migrations });
  openMessages(service, db);
  const idempotency = openIdempotency(service, db);

  sampleRouteStep(service, idempotency);
  return service;
};
