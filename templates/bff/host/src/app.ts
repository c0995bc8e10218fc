import { createService, openCaches } from '@sample-system/chassis';
import { sampleBffContract } from '@sample-system/sample-bff-contract';
import type { Config } from './config.ts';
import { ownAllParts } from './parts/own-all.ts';
import { ownOneParts } from './parts/own-one.ts';
import { sharedAllParts } from './parts/shared-all.ts';
import { sharedOneParts } from './parts/shared-one.ts';
import { sampleClientOverviewRoutes } from './routes/sample-client-overview.ts';

export const createApp = async (config: Config) => {
  const service = createService({ name: 'sample-bff', contract: sampleBffContract, config });
  const caches = openCaches(service);

  sampleClientOverviewRoutes(service, {
    sharedOne: sharedOneParts(service, caches),
    ownOne: ownOneParts(service),
    sharedAll: sharedAllParts(service, caches),
    ownAll: ownAllParts(service),
  });
  return service;
};
