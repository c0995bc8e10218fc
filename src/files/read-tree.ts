import { existsSync, lstatSync, readdirSync, readFileSync, type Dirent } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { compareText } from '../shared/compare-text.ts';
import type { Files } from '../system/files.ts';
import { decode } from './decode.ts';
import { systemCode } from './text-file.ts';

/** Never looked into: what tools put there is not the system. */
const skipped = new Set(['node_modules', '.git', '.hg', '.svn', 'dist', 'coverage', '.next', '.nuxt', '.turbo', '.nx', '.cache', '.ms', '.yarn', '.pnpm-store', 'bower_components']);
const binary = /\.(?:png|jpe?g|gif|webp|avif|ico|svg|pdf|zip|tgz|gz|bz2|xz|7z|jar|war|woff2?|ttf|eot|otf|mp[34]|mov|wav|ogg|exe|dll|so|dylib|node|wasm|db|sqlite|bin|lockb|map|snap|csv)$/i;
const hugeBytes = 1_000_000;

/** What was not looked at, with the reason. Filled while a tree is listed and read. */
type Notes = Map<string, string>;

const because = (error: unknown): string => {
  const code = systemCode(error);
  if (code === undefined) throw error;
  return `it cannot be read (${code})`;
};

/** Folders may lie so deep that no system call takes their path, or belong to somebody else. */
const entriesOf = (root: string, folder: string, notes: Notes): readonly Dirent[] => {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true });
  } catch (error) {
    notes.set(folder === '' ? '.' : folder, because(error));
    return [];
  }
};

/** Paths of the plain files below a folder; links, pipes and devices are none. What git ignores may be large, so it is not even walked through. */
const list = (root: string, isIgnored: (path: string) => boolean, notes: Notes): readonly string[] => {
  const found: string[] = [];
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of entriesOf(root, folder, notes)) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (isIgnored(path)) continue;
      if (entry.isDirectory() && !skipped.has(entry.name)) waiting.push(path);
      else if (entry.isFile() && !binary.test(entry.name)) found.push(path);
    }
  }
  return found;
};

/** The text of a plain file that is not too large, or why there is none. */
const readSmall = (path: string): { readonly text: string } | { readonly reason: string } => {
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat?.isFile() !== true) return { reason: 'it is no plain file' };
    if (stat.size > hugeBytes) return { reason: 'it is larger than 1 MB' };
    const text = decode(readFileSync(path));
    return text === undefined ? { reason: 'it is binary' } : { text };
  } catch (error) {
    return { reason: because(error) };
  }
};

/** Lines of a .gitignore that name one folder or file, as a test of a path whose folders have passed it; patterns with more in them are left alone. */
const ignored = (root: string): ((path: string) => boolean) => {
  const file = readSmall(join(root, '.gitignore'));
  const lines = ('text' in file ? file.text : '').split(/\r?\n/).map((line) => line.trim());
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
  const notes: Notes = new Map();
  const paths = list(root, ignored(root), notes).toSorted(compareText);
  const known = new Set(paths);
  const texts = new Map<string, string | undefined>();
  const readOnce = (path: string): string | undefined => {
    const file = readSmall(join(root, path));
    if ('reason' in file) notes.set(path, file.reason);
    return 'text' in file ? file.text : undefined;
  };
  const read = (path: string): string | undefined => {
    if (!known.has(path)) return undefined;
    if (!texts.has(path)) texts.set(path, readOnce(path));
    return texts.get(path);
  };
  return { paths, read, isPart: isPart(root), passedOver: () => [...notes].map(([file, reason]) => ({ file, reason })) };
};
