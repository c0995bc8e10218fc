import { createService, openAggregates, openMessages, openStore } from '@sample-system/chassis';
import { sampleKeeperContract } from '@sample-system/sample-keeper-contract';
import { addSampleAggregate } from './aggregates/sample-aggregate/sample-aggregate.ts';
import type { Config } from './config.ts';
import type { Database } from './store/database.ts';
import { migrations } from './store/migrations.ts';

/** The user's service, as it is when the aggregate is wired in. */
export const createApp = async (config: Config) => {
  const service = createService({ name: 'sample-keeper', contract: sampleKeeperContract, config });
  const db = openStore<Database>(service, { migrations });
  const { outbox } = openMessages(service, db);
  const aggregates = openAggregates(service, db);

  addSampleAggregate(service, { outbox, aggregates });
  return service;
};
