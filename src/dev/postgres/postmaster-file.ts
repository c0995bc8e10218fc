import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { endGroup, groupIsAlive } from '../process/process-group.ts';

/** What a running server writes to `postmaster.pid`. */
interface Postmaster {
  readonly pid: number;
  readonly ready: boolean;
}

const PID_LINE = 0;
const STATUS_LINE = 7;
const STOP_GRACE_MS = 3000;

const fileOf = (dataDirectory: string): string => join(dataDirectory, 'postmaster.pid');

export const readPostmaster = (dataDirectory: string): Postmaster | undefined => {
  const file = fileOf(dataDirectory);
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  return { pid: Number(lines[PID_LINE]), ready: lines[STATUS_LINE]?.trim() === 'ready' };
};

/** A pid is reused after a restart of the machine, so its command line must name our data directory. */
const isOurs = (pid: number, dataDirectory: string): boolean => {
  const commandLine = `/proc/${pid}/cmdline`;
  if (!existsSync('/proc/self/cmdline')) return groupIsAlive(pid);
  return existsSync(commandLine) && readFileSync(commandLine, 'utf8').includes(dataDirectory);
};

/** Ends a server that outlived its `ms dev`, and removes a `postmaster.pid` that names no server any more. */
export const endLeftOver = async (dataDirectory: string): Promise<void> => {
  const postmaster = readPostmaster(dataDirectory);
  if (postmaster === undefined) return;
  if (isOurs(postmaster.pid, dataDirectory)) await endGroup(postmaster.pid, 'SIGINT', STOP_GRACE_MS);
  await rm(fileOf(dataDirectory), { force: true });
};
