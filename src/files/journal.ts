import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, renameSync, rmSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Change } from '../plan/plan.ts';
import { ExitCode, UserError } from '../shared/errors.ts';
import { readText, systemCode } from './text-file.ts';
import { inside, writeChanges, type Write } from './write-changes.ts';
import { writeProblem } from './write-problem.ts';

/** What is left to do once the journal stands: move each staged file into place, remove the deleted ones. */
interface Journal {
  readonly version: 1;
  /** Folder with the new contents, relative to the root. */
  readonly stage: string;
  readonly moves: readonly string[];
  readonly deletions: readonly string[];
}

const stages = '.ms/stage';
const journalPath = (root: string): string => join(root, '.ms', 'journal.json');

const parse = (text: string): Journal => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && 'version' in value && value.version === 1) return value as Journal;
  } catch {
    // A journal appears whole or not at all, so what can not be read was changed from outside, as was any other content.
  }
  throw new UserError(ExitCode.refused, '.ms/journal.json can not be read', 'It was changed by hand. Run `git status`, restore the tree with git, and delete .ms/journal.json and .ms/stage.');
};

/** A file that is not staged any more was moved by the run before. */
const move = (from: string, to: string): void => {
  mkdirSync(dirname(to), { recursive: true });
  try {
    renameSync(from, to);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
};

/** A repository that is no system of ours keeps nothing of ours. */
const removeIfEmpty = (folder: string): void => {
  try {
    rmdirSync(folder);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(systemCode(error) ?? '')) throw error;
  }
};

/** An interrupted command left its journal: finish it. Safe to repeat at any point. True when there was one. */
export const recover = (root: string): boolean => {
  const text = readText(journalPath(root));
  if (text === undefined) return false;
  const { stage, moves, deletions } = parse(text);
  for (const path of moves) move(inside(root, join(stage, path)), inside(root, path));
  for (const path of deletions) rmSync(inside(root, path), { force: true });
  rmSync(journalPath(root), { force: true });
  rmSync(join(root, stages), { recursive: true, force: true });
  removeIfEmpty(join(root, '.ms'));
  return true;
};

/** What stands keeps its mode. */
const stageFiles = (root: string, stage: string, changes: readonly Write[]): void => {
  writeChanges(join(root, stage), changes);
  for (const { path } of changes) {
    const before = statSync(inside(root, path), { throwIfNoEntry: false });
    if (before !== undefined) chmodSync(inside(join(root, stage), path), before.mode);
  }
};

/** Some file systems have no hard links. */
const withoutLinks: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** The commit: a link appears at once and never replaces the journal of somebody else. */
const commit = (root: string, journal: Journal): void => {
  const draft = join(root, journal.stage, '.journal');
  mkdirSync(dirname(draft), { recursive: true });
  writeFileSync(draft, JSON.stringify(journal));
  try {
    linkSync(draft, journalPath(root));
  } catch (error) {
    const code = systemCode(error) ?? '';
    if (withoutLinks.has(code)) {
      renameSync(draft, journalPath(root));
      return;
    }
    if (code !== 'EEXIST') throw error;
    throw new UserError(ExitCode.refused, 'another command is changing this system', 'Wait until it has ended, and run this one again.');
  }
};

/**
 * Carries changes into a tree that stands: new contents are staged, the appearance of the journal is the commit.
 * Killed before it, the tree is the old one; after it, the next command finishes.
 */
export const changeTree = (root: string, changes: readonly Change[]): void => {
  const writes = changes.filter((change) => change.kind !== 'delete');
  const deletions = changes.filter(({ kind }) => kind === 'delete').map(({ path }) => path);
  const stage = `${stages}/${String(process.pid)}-${randomBytes(4).toString('hex')}`;
  try {
    stageFiles(root, stage, writes);
    commit(root, { version: 1, stage, moves: writes.map(({ path }) => path), deletions });
  } catch (error) {
    rmSync(join(root, stage), { recursive: true, force: true });
    throw writeProblem(error, root);
  }
  recover(root);
};
