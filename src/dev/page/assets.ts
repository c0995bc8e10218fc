import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Asset {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const TYPES = {
  '/page.html': 'text/html; charset=utf-8',
  '/page.css': 'text/css; charset=utf-8',
  '/page.js': 'text/javascript; charset=utf-8',
  '/map.js': 'text/javascript; charset=utf-8',
  '/trace.js': 'text/javascript; charset=utf-8',
  '/dom.js': 'text/javascript; charset=utf-8',
} as const;

const isAsset = (path: string): path is keyof typeof TYPES => path in TYPES;

/** The files are published as they are; from here, in the checkout and in the bundle alike, the package is some folders up. */
const find = (folder: string): string => {
  const candidate = join(folder, 'src', 'dev', 'page', 'assets');
  if (existsSync(join(candidate, 'page.html'))) return candidate;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('the package of create-microservice is incomplete: src/dev/page/assets is missing');
  return find(parent);
};

/** A file of the page; undefined for a path that is none. */
export const readAsset = (path: string): Asset | undefined => {
  const name = path === '/' ? '/page.html' : path;
  return isAsset(name) ? { status: 200, type: TYPES[name], body: readFileSync(join(find(import.meta.dirname), name), 'utf8') } : undefined;
};
