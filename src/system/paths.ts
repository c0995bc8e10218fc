/** Paths relative to the root, with `/`; `.` is the root. */

export const folderOf = (path: string): string => {
  const end = path.lastIndexOf('/');
  return end === -1 ? '.' : path.slice(0, end);
};

export const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** `join('a/b', '../c')` is `a/c`; above the root is the root. */
export const join = (folder: string, relative: string): string => {
  const parts: string[] = [];
  for (const part of `${folder}/${relative}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/') || '.';
};

export const isWithin = (path: string, folder: string): boolean => folder === '.' || path === folder || path.startsWith(`${folder}/`);

/** `path` as seen from `folder`; a file as seen from itself is its name. */
export const from = (folder: string, path: string): string => (folder === '.' ? path : path === folder ? baseOf(path) : path.slice(folder.length + 1));
