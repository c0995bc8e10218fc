import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize, sep } from 'node:path';
import type { Change } from '../plan/plan.ts';

export type Write = Exclude<Change, { kind: 'delete' }>;

/** The last line of defence: whatever a template or a name holds, nothing is written outside the folder. */
export const inside = (root: string, path: string): string => {
  const relative = normalize(path);
  if (isAbsolute(relative) || relative === '..' || relative.startsWith(`..${sep}`)) throw new Error(`${path} is outside of the target`);
  return join(root, relative);
};

const owner = 0o600;
const program = 0o755;
const text = 0o644;

const mode = ({ secret, executable }: Write): number => {
  if (secret) return owner;
  return executable ? program : text;
};

/** Writes the new contents of changes below `root`. */
export const writeChanges = (root: string, changes: readonly Write[]): void => {
  for (const folder of new Set(changes.map(({ path }) => dirname(inside(root, path))))) mkdirSync(folder, { recursive: true });
  for (const change of changes) writeFileSync(inside(root, change.path), change.after, { mode: mode(change) });
};
