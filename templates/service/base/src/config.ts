import { busConfig, loadConfig, serviceConfig } from '@sample-system/chassis';
import { storeConfig } from './adapters/config.ts';

/** Everything that the environment tells this service. @throws ConfigError naming every bad variable at once. */
export const readConfig = (env = process.env) => loadConfig({ ...serviceConfig, ...busConfig, ...storeConfig }, env);

export type Config = ReturnType<typeof readConfig>;
