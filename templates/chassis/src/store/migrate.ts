import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Migration } from 'kysely/migration';
import type { Logger } from 'pino';
import { openPool } from './open-pool.ts';

/** By name; they run in the order of their names, each once: `{ '0001-orders': { up, down } }`. */
export type Migrations = Readonly<Record<string, Migration>>;

interface Migrating {
  readonly migrations: Migrations;
  readonly log: Logger;
  /** Remembers what has run. Default: kysely's own. */
  readonly table: string | undefined;
}

type Work<Result> = (migrator: Migrator) => Promise<Result>;

/** Migrations have a connection of their own, without the store's statement timeout: they wait for each other, and may take long. */
const withMigrator = async <Result>(connectionString: string, { migrations, log, table }: Migrating, work: Work<Result>): Promise<Result> => {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: openPool({ connectionString, max: 2 }, log) }) });
  try {
    const tables = table === undefined ? {} : { migrationTableName: table, migrationLockTableName: `${table}_lock` };
    return await work(new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) }, ...tables }));
  } finally {
    await db.destroy();
  }
};

/** Brings the database up to date. Of several instances that start together one migrates and the others wait for its advisory lock. */
export const migrate = async (connectionString: string, migrations: Migrations, log: Logger, table?: string): Promise<void> =>
  withMigrator(connectionString, { migrations, log, table }, async (migrator) => {
    const { error, results = [] } = await migrator.migrateToLatest();
    for (const { migrationName, status } of results) log.info({ migration: migrationName, status }, 'migration');
    if (error !== undefined) throw new Error('A migration failed; the database is as it was before', { cause: error });
  });

/** Changes nothing. @throws Error that names the migrations which have not run */
export const requireMigrated = async (connectionString: string, migrations: Migrations, log: Logger, table?: string): Promise<void> =>
  withMigrator(connectionString, { migrations, log, table }, async (migrator) => {
    const missing = (await migrator.getMigrations()).filter(({ executedAt }) => executedAt === undefined).map(({ name }) => name);
    if (missing.length > 0) throw new Error(`MIGRATIONS=apart, and these have not run: ${missing.join(', ')}. Run src/migrate.ts first`);
  });
