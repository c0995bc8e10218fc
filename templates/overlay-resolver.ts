import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Lets a base and its overlay see each other as the one folder that they become: a relative import that is missing where it
 * points to is looked for in the other folder. What `rootDirs` does for the types.
 */
export const overlayResolver = (...folders: readonly string[]): Plugin => ({
  name: 'overlay-resolver',
  enforce: 'pre',
  resolveId: (source, importer) => {
    if (!source.startsWith('.') || importer === undefined) return null;
    const target = resolve(dirname(importer), source);
    const home = folders.find((folder) => target.startsWith(join(folder, '/')));
    if (home === undefined || existsSync(target)) return null;
    return folders.map((folder) => join(folder, relative(home, target))).find((candidate) => existsSync(candidate)) ?? null;
  },
});
