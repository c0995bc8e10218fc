import { busConfig, loadConfig, postgresConfig, serviceConfig } from '@sample-system/chassis';
import { z } from 'zod';

const ordersConfig = {
  /** Milliseconds for which a customer waits for an order to be decided, before the answer is that it is pending. */
  ORDER_WAIT_MS: z.coerce.number('must be a number of milliseconds').int().positive().default(5_000),
};

/** Everything that the environment tells this service. @throws ConfigError naming every bad variable at once. */
export const readConfig = (env = process.env) => loadConfig({ ...serviceConfig, ...postgresConfig, ...busConfig, ...ordersConfig }, env);

export type Config = ReturnType<typeof readConfig>;
