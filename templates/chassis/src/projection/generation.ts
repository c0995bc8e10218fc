import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { ProjectionDefinition } from './define-projection.ts';
import { projectionTablesIn, type ProjectionRow } from './projection-tables.ts';

type Named = { readonly name: string };

const snake = (name: string): string => name.replaceAll('-', '_');

/** The database schema whose tables the routes read. */
export const liveSchema = ({ name }: Named): string => snake(name);

/** Where the tables of a version are. */
export const schemaOf = ({ name, version, live }: Pick<ProjectionRow, 'name' | 'version' | 'live'>): string => (live ? liveSchema({ name }) : `${snake(name)}_v${version}`);

/** Until the transaction ends. False: another instance has this version in hand. */
export const tryTakeVersion = async (trx: Kysely<unknown>, { name, version }: Pick<ProjectionRow, 'name' | 'version'>): Promise<boolean> => {
  const { rows: [row] } = await sql<{ taken: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${`projection ${name} ${version}`}, 0)) as taken`.execute(trx);
  return row?.taken === true;
};

const takeVersion = async (trx: Kysely<unknown>, { name, version }: Pick<ProjectionRow, 'name' | 'version'>): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`projection ${name} ${version}`}, 0))`.execute(trx);
};

/** Makes the tables of this version, unless they are there: in the place of the live one where there is none, beside it where it has another version. */
export const prepare = async <Tables>(db: Kysely<unknown>, { name, version, create }: Pick<ProjectionDefinition<Tables>, 'name' | 'version' | 'create'>): Promise<void> => {
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`projection ${name}`}, 0))`.execute(trx);
    const known = await projectionTablesIn(trx).selectFrom('projection').selectAll().where('name', '=', name).execute();
    if (known.some((row) => row.version === version)) return;
    const row = { name, version, live: known.every(({ live }) => !live) };
    await trx.schema.createSchema(schemaOf(row)).execute();
    await create(trx.withSchema(schemaOf(row)));
    await projectionTablesIn(trx).insertInto('projection').values({ ...row, position: '0' }).execute();
  });
};

/** The built version takes the place of the live one, whose tables are gone with the commit; whoever reads meanwhile waits for it. */
export const swap = async (trx: Kysely<unknown>, built: ProjectionRow): Promise<void> => {
  const tables = projectionTablesIn(trx);
  const old = await tables.selectFrom('projection').selectAll().where('name', '=', built.name).where('live', '=', true).executeTakeFirst();
  if (old !== undefined) {
    await takeVersion(trx, old);
    await tables.deleteFrom('projection').where('name', '=', old.name).where('version', '=', old.version).execute();
    await trx.schema.dropSchema(schemaOf(old)).cascade().execute();
  }
  await sql`alter schema ${sql.id(schemaOf(built))} rename to ${sql.id(liveSchema(built))}`.execute(trx);
  await tables.updateTable('projection').set({ live: true }).where('name', '=', built.name).where('version', '=', built.version).execute();
};
