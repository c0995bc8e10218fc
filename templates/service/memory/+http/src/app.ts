import { connectBus, createService } from '@sample-system/chassis';
import { sampleItemContract } from '@sample-system/sample-item-contract';
import { createSampleItemStore } from './adapters/sample-item-store.ts';
import type { Config } from './config.ts';
import { announceCreated } from './events/created.ts';
import { sampleItemRoutes } from './routes/sample-item.ts';

export const createApp = async (config: Config) => {
  const service = createService({ name: 'sample-item', contract: sampleItemContract, config });
  const bus = connectBus(service);

  sampleItemRoutes(service, createSampleItemStore(announceCreated(bus)));
  return service;
};
