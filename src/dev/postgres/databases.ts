import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';

/** Work done as the administrator of a server; the driver is loaded only then, a warm start needs none. */
export const asAdministrator = async <Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> => {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

export const newPassword = (): string => randomBytes(18).toString('base64url');

/** The same server, another database and, when given, another user. */
export const databaseUrl = (server: string, database: string, role?: { readonly name: string; readonly password: string }): string => {
  const url = new URL(server);
  url.pathname = `/${database}`;
  if (role !== undefined) {
    url.username = role.name;
    url.password = role.password;
  }
  return url.href;
};

/**
 * One database and one role that owns it and may enter no other. Both bear `name`. Running it again sets the password only,
 * so a run that was cut off between two statements is made good by the next.
 */
export const provision = async (client: Client, name: string, password: string): Promise<void> => {
  const identifier = client.escapeIdentifier(name);
  const { rowCount: role } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  await client.query(`${role === 0 ? 'CREATE' : 'ALTER'} ROLE ${identifier} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
  const { rowCount: database } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (database === 0) {
    await client.query(`GRANT ${identifier} TO CURRENT_USER`);
    await client.query(`CREATE DATABASE ${identifier} OWNER ${identifier}`);
  }
  await client.query(`REVOKE CONNECT ON DATABASE ${identifier} FROM PUBLIC`);
};

export const drop = async (client: Client, name: string): Promise<void> => {
  const identifier = client.escapeIdentifier(name);
  await client.query(`DROP DATABASE IF EXISTS ${identifier} WITH (FORCE)`);
  await client.query(`DROP ROLE IF EXISTS ${identifier}`);
};
