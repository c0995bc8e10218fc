import type { Files } from './files.ts';
import { once } from './once.ts';

const asSet = once((paths: Files['paths']): ReadonlySet<string> => new Set(paths));

/** The paths of a tree, to look one up. */
export const knownPaths = ({ paths }: Files): ReadonlySet<string> => asSet(paths);
