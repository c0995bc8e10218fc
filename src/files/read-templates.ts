import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Files } from '../system/files.ts';
import { packageRoot } from './package-root.ts';
import { reader } from './text-file.ts';

const installed = `${sep}node_modules${sep}`;

/** The templates of this package as a tree; a template reads as it is in the repository. */
export const readTemplates = (): Files => {
  const root = join(packageRoot, 'templates');
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.slice(root.length).includes(installed))
    .map((path) => relative(root, path).replaceAll(sep, '/'));
  return { paths: paths.toSorted(), read: reader(root) };
};
