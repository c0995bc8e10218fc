import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { cp, rename } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { canReach, type Account } from './account.ts';
import type { Binaries } from './binaries.ts';

const ENTERED_BY_ALL = 0o755;

/**
 * Where the server keeps its data: inside `directory`, unless root runs us there and the account of Postgres cannot
 * enter it (a system under /root); then in a folder of the temporary directory that is the same at each start.
 */
export const dataDirectory = (directory: string, major: string, account: Account | undefined): string => {
  mkdirSync(directory, { recursive: true });
  if (canReach(directory, account)) return join(directory, `postgres-${major}`);
  const place = join(tmpdir(), `ms-dev-${createHash('sha256').update(directory).digest('hex').slice(0, 12)}`);
  mkdirSync(place, { recursive: true, mode: ENTERED_BY_ALL });
  chmodSync(place, ENTERED_BY_ALL);
  return join(place, `postgres-${major}`);
};

/** Binaries that the account can run: those given, or a copy beside the data where it cannot reach them. */
export const reachableBinaries = async (binaries: Binaries, beside: string, account: Account | undefined): Promise<Binaries> => {
  if (canReach(binaries.directory, account)) return binaries;
  const copy = join(dirname(beside), `binaries-${binaries.major}`);
  if (!existsSync(copy)) {
    await cp(dirname(binaries.directory), `${copy}.new`, { recursive: true, verbatimSymlinks: true });
    await rename(`${copy}.new`, copy);
  }
  return { ...binaries, directory: join(copy, 'bin') };
};
