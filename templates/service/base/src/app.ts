import { createService } from '@sample-system/chassis';
import { sampleItemContract } from '@sample-system/sample-item-contract';
import { openSampleItemStore } from './adapters/store.ts';
import type { Config } from './config.ts';
import { sampleItemRoutes } from './routes/sample-item.ts';

export const createApp = async (config: Config) => {
  const service = createService({ name: 'sample-item', contract: sampleItemContract, config });

  sampleItemRoutes(service, openSampleItemStore(service));
  return service;
};
