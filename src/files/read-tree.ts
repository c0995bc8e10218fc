import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { compareText } from '../shared/compare-text.ts';
import type { Files } from '../system/files.ts';

/** Never looked into: what tools put there is not the system. */
const skipped = new Set(['node_modules', '.git', '.hg', '.svn', 'dist', 'coverage', '.next', '.nuxt', '.turbo', '.nx', '.cache', '.ms', '.yarn', '.pnpm-store', 'bower_components']);
const binary = /\.(?:png|jpe?g|gif|webp|avif|ico|svg|pdf|zip|tgz|gz|bz2|xz|7z|jar|war|woff2?|ttf|eot|otf|mp[34]|mov|wav|ogg|exe|dll|so|dylib|node|wasm|db|sqlite|bin|lockb|map|snap|csv)$/i;
const hugeBytes = 1_000_000;

/** Paths below a folder. What git ignores may be large, so it is not even walked through. */
const list = (root: string, folder: string, isIgnored: (path: string) => boolean): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (isIgnored(path)) return [];
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : list(root, path, isIgnored);
    return entry.isFile() && !binary.test(entry.name) ? [path] : [];
  });

const readSmall = (path: string): string | undefined => {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined || !stat.isFile() || stat.size > hugeBytes) return undefined;
  return readFileSync(path, 'utf8');
};

/** Lines of a .gitignore that name one folder or file, as a test of a path whose folders have passed it; patterns with more in them are left alone. */
const ignored = (root: string): ((path: string) => boolean) => {
  const lines = (readSmall(join(root, '.gitignore')) ?? '').split(/\r?\n/).map((line) => line.trim());
  const plain = lines.filter((line) => /^\/?[\w@.-]+(?:\/[\w@.-]+)*\/?$/.test(line) && !line.startsWith('.env'));
  const anchored = new Set(plain.filter((line) => line.replace(/\/$/, '').includes('/')).map((line) => line.replaceAll(/^\/|\/$/g, '')));
  const names = new Set(plain.filter((line) => !line.replace(/\/$/, '').includes('/')).map((line) => line.replace(/\/$/, '')));
  return (path) => names.has(basename(path)) || anchored.has(path);
};

/** A folder around this one is a repository, and this one is none. */
const isPart = (root: string): boolean => {
  const hasGit = (folder: string): boolean => existsSync(join(folder, '.git'));
  const isBelow = (folder: string): boolean => hasGit(folder) || (dirname(folder) !== folder && isBelow(dirname(folder)));
  const folder = resolve(root);
  return !hasGit(folder) && isBelow(dirname(folder));
};

/** The text files under a folder; each is read when it is first asked for. Binary, huge and git-ignored ones are left out. */
export const readTree = (root: string): Files => {
  const isIgnored = ignored(root);
  const paths = list(root, '', isIgnored).toSorted(compareText);
  const known = new Set(paths);
  const texts = new Map<string, string | undefined>();
  const read = (path: string): string | undefined => {
    if (!known.has(path)) return undefined;
    if (!texts.has(path)) texts.set(path, readSmall(join(root, path)));
    return texts.get(path);
  };
  return { paths, read, isPart: isPart(root) };
};
