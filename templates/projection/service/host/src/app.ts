import { createService, openMessages, openProjections, openStore } from '@sample-system/chassis';
import { sampleReaderContract } from '@sample-system/sample-reader-contract';
import type { Config } from './config.ts';
import { addSampleProjection } from './projections/sample-projection/sample-projection.ts';
import type { Database } from './store/database.ts';
import { migrations } from './store/migrations.ts';

/** The user's service, as it is when the projection is wired in. */
export const createApp = async (config: Config) => {
  const service = createService({ name: 'sample-reader', contract: sampleReaderContract, config });
  const db = openStore<Database>(service, { migrations });
  const { inbox } = openMessages(service, db);
  const projections = openProjections(service, db, { inbox });

  addSampleProjection(service, projections);
  return service;
};
