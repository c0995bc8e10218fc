import { readFileSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';

/** All files below a folder with their contents; git's own are left out. */
export const treeOf = (root: string): ReadonlyMap<string, string> => {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1).replaceAll(sep, '/'));
  return new Map(paths.filter((path) => !path.startsWith('.git/')).toSorted().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
};
