import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { LOOPBACK } from '../ports.ts';
import { endGroup } from '../process/process-group.ts';
import type { Reaper } from '../process/reaper.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { endLeftOver, readPostmaster } from './postmaster-file.ts';

export interface ClusterOptions {
  readonly binaries: Binaries;
  readonly dataDirectory: string;
  readonly adminPassword: string;
  readonly port: number;
  readonly account: Account | undefined;
  readonly reaper: Reaper;
}

export interface Cluster {
  readonly pid: number;
  readonly close: () => Promise<void>;
}

export const ADMIN = 'postgres';

/** A development machine may lose power and its test data; it may not wait for the disk. */
const SETTINGS = {
  listen_addresses: LOOPBACK,
  unix_socket_directories: '',
  fsync: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  shared_buffers: '32MB',
  max_wal_senders: '0',
  wal_level: 'minimal',
  jit: 'off',
} satisfies Record<string, string>;

const STOP_GRACE_MS = 3000;
const START_LIMIT_MS = 30_000;
const POLL_MS = 5;

const own = (path: string, account: Account | undefined): void => {
  if (account !== undefined) chownSync(path, account.uid, account.gid);
};

/** initdb leaves a half-made directory when it is killed; PG_VERSION is among the first files, so our own mark is the last. */
const markOf = (dataDirectory: string): string => `${dataDirectory}.complete`;

const initialise = async ({ binaries, dataDirectory, adminPassword, account }: ClusterOptions): Promise<void> => {
  await rm(dataDirectory, { recursive: true, force: true });
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  own(dataDirectory, account);
  const passwordFile = `${dataDirectory}.password`;
  writeFileSync(passwordFile, adminPassword, { mode: 0o600 });
  own(passwordFile, account);
  const options = ['--auth=scram-sha-256', `--pwfile=${passwordFile}`, `--username=${ADMIN}`, '--encoding=UTF8', '--no-locale', '--no-sync'];
  try {
    await promisify(execFile)(join(binaries.directory, 'initdb'), ['-D', dataDirectory, ...options], { cwd: '/', ...account });
    writeFileSync(markOf(dataDirectory), '');
  } finally {
    await rm(passwordFile, { force: true });
  }
};

const launch = ({ binaries, dataDirectory, port, account }: ClusterOptions): ChildProcess => {
  const log = openSync(`${dataDirectory}.log`, 'w', 0o600);
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(join(binaries.directory, 'postgres'), ['-D', dataDirectory, '-p', String(port), ...settings], {
    cwd: dataDirectory, detached: true, stdio: ['ignore', log, log], ...account,
  });
  closeSync(log);
  return child;
};

const failure = (dataDirectory: string): UserError => {
  const lastLines = readFileSync(`${dataDirectory}.log`, 'utf8').trim().split('\n').slice(-3).join('\n');
  return new UserError(ExitCode.failed, `Postgres did not start in ${dataDirectory}:\n${lastLines}`, `Read ${dataDirectory}.log, or remove ${dataDirectory} to begin with empty databases.`);
};

const untilReady = async (child: ChildProcess, dataDirectory: string): Promise<void> => {
  const deadline = Date.now() + START_LIMIT_MS;
  while (true) {
    const postmaster = readPostmaster(dataDirectory);
    if (postmaster?.pid === child.pid && postmaster?.ready === true) return;
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) throw failure(dataDirectory);
    await sleep(POLL_MS);
  }
};

/** What a server that was killed had to do goes on for a moment, and keeps its memory until then. */
const leftBehind = /pre-existing shared memory block/;

/** The process of a server that is ready. @throws UserError when there is none within the limit */
const launched = async (options: ClusterOptions, deadline = Date.now() + START_LIMIT_MS): Promise<number> => {
  const { dataDirectory, reaper } = options;
  const child = launch(options);
  const { pid } = child;
  if (pid === undefined) throw failure(dataDirectory);
  reaper.watch(pid);
  child.unref();
  try {
    await untilReady(child, dataDirectory);
    return pid;
  } catch (error) {
    await endGroup(pid, 'SIGINT', STOP_GRACE_MS);
    reaper.release(pid);
    if (Date.now() > deadline || !leftBehind.test(readFileSync(`${dataDirectory}.log`, 'utf8'))) throw error;
    await sleep(POLL_MS);
    return launched(options, deadline);
  }
};

/**
 * Starts one Postgres server on loopback; makes its data directory the first time.
 * @throws UserError with the last lines of its log when it does not start.
 */
export const startCluster = async (options: ClusterOptions): Promise<Cluster> => {
  const { dataDirectory, reaper } = options;
  await endLeftOver(dataDirectory);
  if (!existsSync(markOf(dataDirectory))) await initialise(options);
  const pid = await launched(options);
  const close = async (): Promise<void> => {
    // SIGINT is Postgres' fast shutdown: sessions are cut, the data directory is left in order.
    await endGroup(pid, 'SIGINT', STOP_GRACE_MS);
    reaper.release(pid);
  };
  return { pid, close };
};
