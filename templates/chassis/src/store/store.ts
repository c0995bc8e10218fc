import { Kysely, PostgresDialect, sql } from 'kysely';
import type { PostgresConfig, ServiceConfig } from '../config/config.ts';
import type { Service } from '../service/service.ts';
import { migrate, requireMigrated } from './migrate.ts';
import type { Migrations } from './migrate.ts';
import { withCommits } from './on-commit.ts';
import { openPool } from './open-pool.ts';
import { querySpans } from './query-spans.ts';

export interface StoreOptions {
  readonly migrations: Migrations;
  /** Connections, at most. All instances together must stay below the server's limit. */
  readonly poolSize?: number;
  /** Table that remembers which of them have run. Default: that of kysely. */
  readonly migrationTable?: string;
}

/** The parts of a `Service` that a store needs. */
export type StoreHost = Pick<Service, 'name' | 'log' | 'onClose' | 'onStart' | 'readiness' | 'tracing'> & {
  readonly config: PostgresConfig & Pick<ServiceConfig, 'REQUEST_TIMEOUT_MS'>;
};

/**
 * The service's own database, as a query builder. Migrated at start (or before it, where `MIGRATIONS` says so), part of readiness, closed at shutdown.
 * A statement that takes longer than a request may take is cancelled. A transaction in which nothing happens for as long is, too: its process
 * is stopped or cut off, and others wait for its locks.
 */
export const openStore = <Database>(service: StoreHost, { migrations, poolSize = 10, migrationTable }: StoreOptions): Kysely<Database> => {
  const { config, log } = service;
  const pool = openPool({
    connectionString: config.DATABASE_URL,
    max: poolSize,
    application_name: service.name,
    statement_timeout: config.REQUEST_TIMEOUT_MS,
    idle_in_transaction_session_timeout: config.REQUEST_TIMEOUT_MS,
    connectionTimeoutMillis: config.REQUEST_TIMEOUT_MS,
  }, log);
  const db = new Kysely<Database>({ dialect: withCommits(new PostgresDialect({ pool })), log: querySpans(service.tracing.tracer) });
  const atStart = config.MIGRATIONS === 'apart' ? requireMigrated : migrate;
  service.onStart(() => atStart(config.DATABASE_URL, migrations, log, migrationTable));
  service.readiness('database', async () => { await sql`select 1`.execute(db); });
  service.onClose('store', () => pool.end());
  return db;
};
