import type { Files } from './files.ts';

const known = new WeakMap<Files['paths'], ReadonlySet<string>>();

/** The paths of a tree, to look one up. */
export const knownPaths = ({ paths }: Files): ReadonlySet<string> => {
  const set = known.get(paths) ?? new Set(paths);
  known.set(paths, set);
  return set;
};
