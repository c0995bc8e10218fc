import { byMethod, changesRows, type WriteLibrary } from './write.ts';

export const drizzleWrites: WriteLibrary = {
  name: 'drizzle', modules: ['drizzle-orm', ...['node-postgres', 'postgres-js', 'mysql2', 'better-sqlite3', 'libsql', 'neon-http', 'neon-serverless', 'd1', 'bun-sqlite', 'bun-sql', 'pglite', 'vercel-postgres', 'pg-core', 'mysql-core', 'sqlite-core'].map((driver) => `drizzle-orm/${driver}`)],
  match: ({ external }) => /(?:drizzle\(\)|Database#|Transaction#)\.(?:insert|update|delete)$/.test(external.path),
};

export const kyselyWrites = byMethod('kysely', ['kysely'], /\.(?:insertInto|updateTable|deleteFrom|replaceInto|mergeInto)$/);

export const knexWrites = byMethod('knex', ['knex'], /\.(?:insert|update|del|delete|increment|decrement|truncate)$/);

/** Drivers that take SQL as text, or as a tagged template. */
export const sqlWrites: WriteLibrary = {
  name: 'sql', modules: ['pg', 'pg-promise', 'postgres', 'mysql', 'mysql2', 'mysql2/promise', 'mariadb', 'sqlite3', 'better-sqlite3', 'sqlite', 'mssql', '@neondatabase/serverless', '@vercel/postgres', 'slonik', 'bun:sqlite'],
  match: (use) => /(?:\.(?:query|execute|run|none|one|oneOrNone|any|manyOrNone|prepare|exec|unsafe|sql|batch)|\(\))$/.test(use.external.path) && changesRows(use),
};
