import { busConfig, loadConfig, postgresConfig, serviceConfig } from '@sample-system/chassis';
import { z } from 'zod';

const ordersConfig = {
  /** Milliseconds after which a pending order counts as left by a crash. Longer than any request takes. */
  ORDER_ABANDONED_AFTER_MS: z.coerce.number('must be a number of milliseconds').int().positive().default(60_000),
};

/** Everything that the environment tells this service. @throws ConfigError naming every bad variable at once. */
export const readConfig = (env = process.env) => loadConfig({ ...serviceConfig, ...postgresConfig, ...busConfig, ...ordersConfig }, env);

export type Config = ReturnType<typeof readConfig>;
