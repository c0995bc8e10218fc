import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ExitCode, UserError } from '../shared/errors.ts';

interface Holder {
  readonly pid: number;
  /** Command line, where the operating system tells it: pids are used again, command lines seldom. */
  readonly command: string;
}

const commandOf = (pid: number): string => {
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

const isAlive = ({ pid, command }: Holder): boolean => {
  try {
    process.kill(pid, 0);
    return commandOf(pid) === command;
  } catch {
    return false;
  }
};

const readHolder = (file: string): Holder | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
};

/**
 * Takes the lock of a system; gives the function that gives it back. A lock whose holder is dead is taken over.
 * @throws UserError (exit 3) while another `ms dev` runs in this system
 */
export const takeLock = (file: string): (() => void) => {
  const holder = readHolder(file);
  if (holder !== undefined && isAlive(holder)) {
    throw new UserError(ExitCode.refused, `ms dev runs in this system already (process ${holder.pid}).`, 'Use that one, or end it with Ctrl-C and try again.');
  }
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const mine: Holder = { pid: process.pid, command: commandOf(process.pid) };
  writeFileSync(file, JSON.stringify(mine), { flag: 'wx' });
  return () => { rmSync(file, { force: true }); };
};
