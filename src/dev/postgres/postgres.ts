import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOOPBACK } from '../ports.ts';
import type { Reaper } from '../process/reaper.ts';
import { unprivilegedAccount } from './account.ts';
import { findBinaries, type Binaries } from './binaries.ts';
import { ADMIN, startCluster } from './cluster.ts';
import { dataDirectory, reachableBinaries } from './data-directory.ts';
import { asAdministrator, databaseUrl, newPassword, provision } from './databases.ts';

export interface PostgresOptions {
  /** Root of the system; its node_modules may hold the embedded binaries. */
  readonly cwd: string;
  /** Where data and passwords are kept. */
  readonly directory: string;
  readonly port: number;
  /** One database and role each. */
  readonly databases: readonly string[];
  readonly reaper: Reaper;
  readonly binaries?: Binaries;
}

export interface Postgres {
  readonly pid: number;
  readonly port: number;
  readonly origin: Binaries['origin'];
  readonly version: string;
  /** Connection URL by database name. */
  readonly urls: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/** Passwords of the server and of each database made so far. */
interface Secrets {
  readonly admin: string;
  readonly databases: Record<string, string>;
}

const readSecrets = (file: string): Secrets =>
  existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as Secrets : { admin: newPassword(), databases: {} };

const writeSecrets = (file: string, secrets: Secrets): void => { writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 }); };

const provisionMissing = async (server: string, databases: readonly string[], known: Record<string, string>): Promise<boolean> => {
  const missing = databases.filter((name) => known[name] === undefined);
  if (missing.length === 0) return false;
  await asAdministrator(server, async (client) => {
    for (const name of missing) {
      const password = newPassword();
      await provision(client, name, password);
      known[name] = password;
    }
  });
  return true;
};

/**
 * Postgres for development: one server on loopback, one database and role for each name.
 * @throws UserError when there are no binaries or the server does not start.
 */
export const startPostgres = async (options: PostgresOptions): Promise<Postgres> => {
  const account = unprivilegedAccount();
  const found = options.binaries ?? await findBinaries(options.cwd);
  const data = dataDirectory(options.directory, found.major, account);
  const binaries = await reachableBinaries(found, data, account);
  const secretsFile = join(options.directory, `postgres-${found.major}.json`);
  const secrets = readSecrets(secretsFile);
  writeSecrets(secretsFile, secrets);
  const cluster = await startCluster({ binaries, dataDirectory: data, adminPassword: secrets.admin, port: options.port, account, reaper: options.reaper });
  const server = `postgres://${ADMIN}:${secrets.admin}@${LOOPBACK}:${options.port}/postgres`;
  if (await provisionMissing(server, options.databases, secrets.databases)) writeSecrets(secretsFile, secrets);
  const urls = Object.fromEntries(options.databases.map((name) => [name, databaseUrl(server, name, { name, password: secrets.databases[name] ?? '' })]));
  return { pid: cluster.pid, port: options.port, origin: found.origin, version: found.major, urls, close: cluster.close };
};
