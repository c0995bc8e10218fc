import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

export type Environment = Readonly<Record<string, string>>;

const withoutEmpty = (values: NodeJS.Dict<string>): Environment =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => value === undefined || value === '' ? [] : [[name, value]]));

/** `.env` at the root of the system under the environment of this process, as `node --env-file` has it. Empty values count as not set. */
export const readEnvironment = (root: string, own: NodeJS.Dict<string> = process.env): Environment => {
  const file = join(root, '.env');
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return { ...withoutEmpty(fromFile), ...withoutEmpty(own) };
};

/** `order-items` -> `ORDER_ITEMS` */
export const constantCase = (name: string): string => name.replaceAll('-', '_').toUpperCase();

/** Where the parts around the services are. */
interface InfrastructureUrls {
  readonly rabbitmq: string;
  readonly consul: string;
  readonly collector: string;
}

/** What differs from production, and what a developer should not have to wait for; the environment may say otherwise. */
const FOR_DEVELOPMENT = {
  HEALTH_CHECK_INTERVAL_MS: '1000',
  OTEL_BSP_SCHEDULE_DELAY: '200',
  DRAIN_MS: '250',
  SHUTDOWN_GRACE_MS: '2000',
  GRPC_REFLECTION: 'true',
} satisfies Environment;

export interface ServiceSetup {
  readonly port: number;
  readonly databaseUrl: string | undefined;
  readonly urls: InfrastructureUrls;
  readonly compileCache: string;
  /** Where `ms chaos` says what to break. */
  readonly faults: string;
}

/** The environment of one service: the same variables as in production, other URLs. */
export const serviceEnvironment = (base: Environment, { port, databaseUrl, urls, compileCache, faults }: ServiceSetup): Environment => ({
  NODE_COMPILE_CACHE: compileCache,
  ...FOR_DEVELOPMENT,
  ...base,
  HOST: '127.0.0.1',
  PORT: String(port),
  CHAOS_FAULTS: faults,
  DISCOVERY: 'consul',
  RABBITMQ_URL: urls.rabbitmq,
  CONSUL_URL: urls.consul,
  OTEL_EXPORTER_OTLP_ENDPOINT: urls.collector,
  ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
});
