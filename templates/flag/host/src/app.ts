import { createService } from '@sample-system/chassis';
import type { Config } from './config.ts';
import { openServiceFlags } from './flags.ts';
import { sampleRoutes } from './routes/sample.ts';

/** The user's service, as it is when its flags are handed to the routes. */
export const createApp = async (config: Config) => {
  const service = createService({ name: 'sample-item', contract: { name: 'sample-item', version: '1.0.0', routes: {}, events: {} }, config });

  sampleRoutes(service, { flags: openServiceFlags(service) });
  return service;
};
