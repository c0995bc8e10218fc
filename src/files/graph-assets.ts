import { join } from 'node:path';
import { packageRoot } from './package-root.ts';
import { readText } from './text-file.ts';

const folder = join(packageRoot, 'src', 'system', 'graph', 'page', 'assets');

/** In an order in which each stands after what it imports. */
const scripts = ['dom', 'data', 'view', 'filter', 'details', 'page'] as const;

const read = (name: string): string => {
  const text = readText(join(folder, name));
  if (text === undefined) throw new Error(`the package of create-microservice is incomplete: ${name} of the map is missing`);
  // The page carries hashes of its parts, and browsers read every line end as \n.
  return text.replaceAll('\r\n', '\n');
};

/** The page of `ms graph --format html` as it stands in the package. */
export const readGraphAssets = (): { readonly html: string; readonly css: string; readonly scripts: readonly string[] } => ({ html: read('page.html'), css: read('page.css'), scripts: scripts.map((name) => read(`${name}.js`)) });
