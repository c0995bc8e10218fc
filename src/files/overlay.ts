import type { Change } from '../plan/plan.ts';
import { compareText } from '../shared/compare-text.ts';
import type { Files } from '../system/files.ts';

/** A tree as it would be after changes, with nothing written. */
export const overlay = (files: Files, changes: readonly Change[]): Files => {
  const writes = changes.filter((change) => change.kind !== 'delete').filter(({ after }) => typeof after === 'string');
  const texts = new Map(writes.map(({ path, after }) => [path, String(after)]));
  const deleted = new Set(changes.filter(({ kind }) => kind === 'delete').map(({ path }) => path));
  return {
    paths: [...new Set([...files.paths, ...texts.keys()])].filter((path) => !deleted.has(path)).toSorted(compareText),
    read: (path) => (deleted.has(path) ? undefined : texts.get(path) ?? files.read(path)),
  };
};
