import { closeSync, constants, existsSync, mkdirSync, openSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { sha256 } from '../shared/sha256.ts';

/** A file that may be lost at any time: it only saves work. */
export interface CacheFile {
  /** Null when there is none. */
  readonly read: () => Buffer | null;
  readonly append: (parts: Iterable<string | Uint8Array>) => void;
  /** Appears whole or not at all. */
  readonly replace: (parts: Iterable<string | Uint8Array>) => void;
}

const tool = 'create-microservice';
/** Systems whose caches stand beside each other in one folder. */
const most = 20;

const userCache = (env: NodeJS.ProcessEnv): string => {
  const given = process.platform === 'win32' ? env['LOCALAPPDATA'] : env['XDG_CACHE_HOME'];
  if (given !== undefined && given !== '') return given;
  return process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache');
};

/** The folder of the packages that a root uses: in it or, up to the repository, above it. */
const packagesOf = (root: string): string | null => {
  const folder = join(root, 'node_modules');
  if (existsSync(folder)) return folder;
  return existsSync(join(root, '.git')) || dirname(root) === root ? null : packagesOf(dirname(root));
};

const folderFor = (root: string, env: NodeJS.ProcessEnv): string => {
  const packages = packagesOf(root);
  return packages === null ? join(userCache(env), tool) : join(packages, '.cache', tool);
};

/** Who may not write here, or has no room, works without. */
const attempt = (action: () => void): void => {
  try {
    action();
  } catch {
    // Nothing depends on it.
  }
};

/** Writes what is there to be written; never through a link, which the tree itself may have laid. */
const write = (path: string, flags: number, parts: Iterable<string | Uint8Array>): void => {
  const file = openSync(path, flags | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    for (const batch of batches(parts)) writeSync(file, batch);
  } finally {
    closeSync(file);
  }
};

/** Makes the folder; of the caches of this name those that were used least lately make room. What else lies there belongs to others. */
const prepare = (folder: string, name: string): void => {
  mkdirSync(folder, { recursive: true });
  if (realpathSync(folder) !== folder) throw new Error('the folder is somewhere else');
  const ignore = join(folder, '.gitignore');
  // Some repositories keep their packages in git.
  if (!existsSync(ignore)) write(ignore, constants.O_CREAT | constants.O_EXCL, ['*\n']);
  const times = readdirSync(folder).filter((entry) => entry.startsWith(`${name}-`)).map((entry) => ({ path: join(folder, entry), time: statSync(join(folder, entry)).mtimeMs }));
  for (const { path } of times.toSorted((a, b) => b.time - a.time).slice(most)) rmSync(path, { force: true });
};

const batchBytes = 1 << 20;

/** Thousands of short parts are few writes. */
function* batches(parts: Iterable<string | Uint8Array>): Generator<Buffer> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  for (const part of parts) {
    const buffer = typeof part === 'string' ? Buffer.from(part) : part;
    waiting.push(buffer);
    bytes += buffer.length;
    if (bytes < batchBytes) continue;
    yield Buffer.concat(waiting);
    [waiting, bytes] = [[], 0];
  }
  if (bytes > 0) yield Buffer.concat(waiting);
}

/** The cache of one tree, below its packages or, where it has none, in the user's own cache folder: never where git would show it. */
export const cacheFile = (root: string, name: string, env: NodeJS.ProcessEnv = process.env): CacheFile => {
  const folder = folderFor(realpathSync(root), env);
  const path = join(folder, `${name}-${sha256(root).slice(0, 16)}`);
  return {
    read: () => {
      try {
        return readFileSync(path);
      } catch {
        return null;
      }
    },
    append: (parts) => { attempt(() => { write(path, constants.O_APPEND, parts); }); },
    replace: (parts) => {
      const fresh = `${path}.${process.pid}`;
      attempt(() => {
        prepare(folder, name);
        write(fresh, constants.O_CREAT | constants.O_EXCL, parts);
        renameSync(fresh, path);
      });
      attempt(() => { rmSync(fresh, { force: true }); });
    },
  };
};
