import { existsSync } from 'node:fs';
import { readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

interface Link {
  readonly source: string;
  readonly target: string;
}

const isLink = (value: unknown): value is Link =>
  typeof value === 'object' && value !== null && 'source' in value && 'target' in value && typeof value.source === 'string' && typeof value.target === 'string';

const readLinks = async (file: string): Promise<readonly Link[]> => {
  const links: unknown = JSON.parse(await readFile(file, 'utf8'));
  return Array.isArray(links) ? links.filter(isLink) : [];
};

/**
 * npm tarballs hold no symbolic links, so the package of the binaries lists them and makes them in an install script.
 * npm 12 and pnpm block install scripts by default, and Postgres then misses its libraries: we make the links ourselves.
 */
export const hydrateSymlinks = async (packageDirectory: string): Promise<void> => {
  const list = join(packageDirectory, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of await readLinks(list)) {
    const link = join(packageDirectory, target);
    if (!existsSync(link)) await symlink(relative(dirname(target), source), link);
  }
};
