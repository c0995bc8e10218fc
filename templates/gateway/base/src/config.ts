import { gatewayConfig, loadConfig, serviceConfig } from '@sample-system/chassis';

/** Everything that the environment tells the gateway. @throws ConfigError naming every bad variable at once. */
export const readConfig = (env = process.env) => loadConfig({ ...serviceConfig, ...gatewayConfig }, env);

export type Config = ReturnType<typeof readConfig>;
