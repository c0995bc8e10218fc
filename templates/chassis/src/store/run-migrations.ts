import { loadConfig } from '../config/load-config.ts';
import type { Environment } from '../config/load-config.ts';
import { postgresConfig, serviceConfig } from '../config/shapes.ts';
import { createLoggers } from '../logs/logger.ts';
import { migrate } from './migrate.ts';
import type { Migrations } from './migrate.ts';

const variables = { DATABASE_URL: postgresConfig.DATABASE_URL, LOG_LEVEL: serviceConfig.LOG_LEVEL };

/**
 * Migrations as a step of their own, before a deployment: needs `DATABASE_URL` and nothing else of a service, and may be given another role than the service has.
 * @throws ConfigError, or the Error of the migration that failed
 */
export const runMigrations = async (service: string, migrations: Migrations, env: Environment = process.env): Promise<void> => {
  const config = loadConfig(variables, env);
  const { log } = createLoggers({ service, instance: 'migrate', level: config.LOG_LEVEL });
  await migrate(config.DATABASE_URL, migrations, log);
};
