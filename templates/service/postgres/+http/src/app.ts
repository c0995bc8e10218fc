import { createService, openMessages, openStore } from '@sample-system/chassis';
import { sampleItemContract } from '@sample-system/sample-item-contract';
import type { Config } from './config.ts';
import { announceCreated } from './events/created.ts';
import { sampleItemRoutes } from './routes/sample-item.ts';
import type { Database } from './store/database.ts';
import { migrations } from './store/migrations.ts';
import { createSampleItemStore } from './store/sample-item-store.ts';

export const createApp = async (config: Config) => {
  const service = createService({ name: 'sample-item', contract: sampleItemContract, config });
  const db = openStore<Database>(service, { migrations });
  const { outbox } = openMessages(service, db);

  sampleItemRoutes(service, createSampleItemStore(db, announceCreated(outbox)));
  return service;
};
