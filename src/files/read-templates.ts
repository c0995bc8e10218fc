import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from '../system/files.ts';
import { packageRoot } from './package-root.ts';
import { reader } from './text-file.ts';

/** Dot-files of templates are stored with `_`; what has a real dot is a left-over of somebody's work. */
const isOfTemplates = (name: string): boolean => name !== 'node_modules' && !name.startsWith('.');

const below = (root: string, folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => isOfTemplates(name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? below(root, path) : [path];
    });

/** Paths of all files of the templates, relative to templates/. */
export const templatePaths = (): readonly string[] => below(join(packageRoot, 'templates'), '').toSorted();

/** The templates of this package as a tree; a template reads as it is in the repository. */
export const readTemplates = (): Files => ({ paths: templatePaths(), read: reader(join(packageRoot, 'templates')) });
