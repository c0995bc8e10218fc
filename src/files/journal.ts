import { chmodSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ExitCode, UserError } from '../shared/errors.ts';
import type { Change } from '../plan/plan.ts';
import { exists, readText } from './text-file.ts';
import { inside, writeChange } from './write-change.ts';
import { writeProblem } from './write-problem.ts';

/** What is left to do once the journal stands: move each staged file into place, remove the deleted ones. */
interface Journal {
  readonly version: 1;
  readonly moves: readonly string[];
  readonly deletions: readonly string[];
}

const stagePath = (root: string): string => join(root, '.ms', 'stage');
const journalPath = (root: string): string => join(root, '.ms', 'journal.json');

const parse = (text: string): Journal => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && 'version' in value && value.version === 1) return value as Journal;
  } catch {
    // A journal appears by a rename, so half of one is damage from outside, as is any other content.
  }
  throw new UserError(ExitCode.refused, '.ms/journal.json can not be read', 'It was changed by hand. Run `git status`, restore the tree with git, and delete .ms/journal.json and .ms/stage.');
};

/** An interrupted command left its journal: finish it. Safe to repeat at any point. True when there was one. */
export const recover = (root: string): boolean => {
  const text = readText(journalPath(root));
  if (text === undefined) {
    rmSync(stagePath(root), { recursive: true, force: true });
    return false;
  }
  const { moves, deletions } = parse(text);
  for (const path of moves) {
    const staged = inside(stagePath(root), path);
    if (!exists(staged)) continue;
    mkdirSync(dirname(inside(root, path)), { recursive: true });
    renameSync(staged, inside(root, path));
  }
  for (const path of deletions) rmSync(inside(root, path), { force: true });
  rmSync(journalPath(root));
  rmSync(stagePath(root), { recursive: true, force: true });
  return true;
};

const keepMode = (root: string, path: string): void => {
  const before = statSync(inside(root, path), { throwIfNoEntry: false });
  if (before !== undefined) chmodSync(inside(stagePath(root), path), before.mode);
};

/**
 * Carries changes into a tree that stands: new contents are staged, the rename of the journal is the commit.
 * Killed before it, the tree is the old one; after it, the next command finishes.
 */
export const changeTree = (root: string, changes: readonly Change[]): void => {
  const writes = changes.filter((change) => change.kind !== 'delete');
  const journal: Journal = {
    version: 1,
    moves: writes.map(({ path }) => path),
    deletions: changes.filter(({ kind }) => kind === 'delete').map(({ path }) => path),
  };
  try {
    rmSync(stagePath(root), { recursive: true, force: true });
    for (const change of writes) {
      writeChange(stagePath(root), change);
      keepMode(root, change.path);
    }
    const draft = join(stagePath(root), 'journal.json');
    mkdirSync(stagePath(root), { recursive: true });
    writeFileSync(draft, JSON.stringify(journal));
    renameSync(draft, journalPath(root));
  } catch (error) {
    rmSync(stagePath(root), { recursive: true, force: true });
    throw writeProblem(error, root);
  }
  recover(root);
};
