import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const absent = new Set(['ENOENT', 'ENOTDIR']);

/** Node's code of a failed system call, e.g. `EACCES`; undefined for any other error. */
export const systemCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** The text of a file, or undefined when there is none. */
export const readText = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (absent.has(systemCode(error) ?? '')) return undefined;
    throw error;
  }
};

/** Reads files of one folder by their relative path. */
export const reader = (root: string): ((path: string) => string | undefined) => (path) => readText(join(root, path));

/** What stands at a path; a dangling link is something, too. */
export const standing = (path: string): 'nothing' | 'folder' | 'file' => {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 'nothing';
  return stat.isDirectory() ? 'folder' : 'file';
};

/** True for a folder, or a link to one. */
export const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

export const exists = (path: string): boolean => existsSync(path);
