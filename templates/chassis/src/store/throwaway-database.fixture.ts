import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterEach, beforeEach } from 'vitest';

const run = async (url: string, statement: string): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};

/** A fresh, empty database on the server at `url`. */
export const createDatabase = async (url: string) => {
  const name = `chassis_${randomBytes(6).toString('hex')}`;
  await run(url, `create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return { url: own.href, drop: () => run(url, `drop database ${name} with (force)`) };
};

/** A fresh database for each test of a suite, and what is to be closed, last first, before it is dropped. */
export const useDatabase = (server: string) => {
  const closers: (() => unknown)[] = [];
  let database: Awaited<ReturnType<typeof createDatabase>>;
  beforeEach(async () => { database = await createDatabase(server); });
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
    await database.drop();
  });
  return { closers, databaseUrl: () => database.url };
};
