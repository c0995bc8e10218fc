import { busConfig, cacheConfig, loadConfig, serviceConfig } from '@sample-system/chassis';

/** Everything that the environment tells this service. @throws ConfigError naming every bad variable at once. */
export const readConfig = (env = process.env) => loadConfig({ ...serviceConfig, ...busConfig, ...cacheConfig }, env);

export type Config = ReturnType<typeof readConfig>;
