import { connectBus, createService } from '@sample-system/chassis';
import { sampleItemContract } from '@sample-system/sample-item-contract';
import { createSampleItemStore } from './adapters/sample-item-store.ts';
import type { Config } from './config.ts';
import { announceCreated } from './events/created.ts';
import { sampleItemGrpcRoutes } from './routes/sample-item-grpc.ts';

export const createApp = async (config: Config) => {
  const service = createService({ name: 'sample-item', contract: sampleItemContract, config });
  const bus = connectBus(service);

  sampleItemGrpcRoutes(service, createSampleItemStore(announceCreated(bus)));
  return service;
};
