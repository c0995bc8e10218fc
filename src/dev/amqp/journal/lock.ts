import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ExitCode, UserError } from '../../../shared/errors.ts';

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
};

const ownerOf = async (path: string): Promise<number | undefined> => {
  try {
    const pid = Number(await readFile(path, 'utf8'));
    return Number.isInteger(pid) && pid > 0 && pid !== process.pid && isAlive(pid) ? pid : undefined;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
};

const assertFree = async (path: string, directory: string): Promise<void> => {
  const owner = await ownerOf(path);
  if (owner === undefined) return;
  throw new UserError(ExitCode.failed, `Another broker (process ${owner}) uses ${directory}.`, `Stop it first, or remove ${path} if that process is no broker.`);
};

/**
 * Keeps two brokers from writing one journal: the second would compact it, and what the first confirms later would be lost.
 * A lock whose process is gone, as after kill -9, is taken over.
 */
export const lockDirectory = async (directory: string): Promise<() => Promise<void>> => {
  const path = join(directory, 'lock');
  await assertFree(path, directory);
  await writeFile(path, String(process.pid));
  return () => rm(path, { force: true });
};
