import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

const run = async (url: string, statement: string): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
};

/** A database of its own on the server at `server`, for as long as something is measured. */
export const createDatabase = async (server: string) => {
  const name = `bench_${randomBytes(6).toString('hex')}`;
  await run(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(server, `drop database ${name} with (force)`) };
};
