import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { ServerKind } from './server.ts';

const programs = '/usr/lib/postgresql';

const binaries = (): string => {
  const newest = readdirSync(programs).toSorted((one, other) => Number(other) - Number(one))[0];
  if (newest === undefined) throw new Error(`no Postgres in ${programs}: bash .ci/servers.sh install`);
  return join(programs, newest, 'bin');
};

/** Postgres refuses to run as root. */
const user = (): { readonly uid: number; readonly gid: number } | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
};

export const databaseUrl = (port: number, database: string): string => `postgres://postgres@127.0.0.1:${port}/${database}`;

/** One session, ended with the work. */
export const inDatabase = async <Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000, statement_timeout: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
};

/** Without fsync: a killed process loses nothing that the kernel has, and a power cut is not tried. */
export const postgres = (folder: string, port: number): ServerKind => {
  const data = join(folder, 'postgres');
  const owner = user();
  return {
    name: 'postgres',
    port,
    prepare: async () => {
      mkdirSync(data, { mode: 0o700 });
      if (owner !== undefined) chownSync(data, owner.uid, owner.gid);
      execFileSync(join(binaries(), 'initdb'), ['-A', 'trust', '-U', 'postgres', '-N', '-D', data], { stdio: 'ignore', cwd: '/', ...owner });
    },
    program: () => ({
      file: join(binaries(), 'postgres'),
      args: ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', '', '-c', 'max_connections=300', '-c', 'fsync=off'],
      cwd: '/', env: {}, log: join(folder, 'postgres.log'), user: owner,
    }),
    answers: () => inDatabase(databaseUrl(port, 'postgres'), async (client) => (await client.query('select 1')).rowCount === 1),
  };
};
