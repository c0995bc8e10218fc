import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Migration } from 'kysely/migration';
import type { Logger } from 'pino';
import { openPool } from './open-pool.ts';

/** By name; they run in the order of their names, each once: `{ '0001-orders': { up, down } }`. */
export type Migrations = Readonly<Record<string, Migration>>;

/**
 * Brings the database up to date. Of several instances that start together one migrates and the others wait for its
 * advisory lock, which is why this has a connection of its own, without the store's statement timeout.
 */
export const migrate = async (connectionString: string, migrations: Migrations, log: Logger): Promise<void> => {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: openPool({ connectionString, max: 2 }, log) }) });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
    const { error, results = [] } = await migrator.migrateToLatest();
    for (const { migrationName, status } of results) log.info({ migration: migrationName, status }, 'migration');
    if (error !== undefined) throw new Error('A migration failed; the database is as it was before', { cause: error });
  } finally {
    await db.destroy();
  }
};
