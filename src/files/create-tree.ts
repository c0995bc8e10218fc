import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { alive } from './alive.ts';
import { systemCode } from './text-file.ts';
import { writeChanges, type Write } from './write-changes.ts';
import { writeProblem } from './write-problem.ts';

const prefix = (target: string): string => `.${basename(target)}.ms-`;

/** Removes what runs that were killed left beside the target; folders of runs that are still going stay. */
const sweep = (target: string): void => {
  for (const name of readdirSync(dirname(target))) {
    if (!name.startsWith(prefix(target))) continue;
    const pid = Number(name.slice(prefix(target).length).split('-')[0]);
    if (!alive(pid)) rmSync(join(dirname(target), name), { recursive: true, force: true });
  }
};

const swapIn = (stage: string, target: string): void => {
  try {
    rmdirSync(target);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
  renameSync(stage, target);
};

/**
 * Writes a new tree in one step: everything goes to a sibling folder that is then renamed.
 * Killed at any moment, the target is absent (or empty, as it was) or whole.
 */
export const createTree = (target: string, changes: readonly Write[]): void => {
  const stage = join(dirname(target), `${prefix(target)}${String(process.pid)}-${randomBytes(4).toString('hex')}`);
  try {
    mkdirSync(dirname(target), { recursive: true });
    sweep(target);
    mkdirSync(stage);
    writeChanges(stage, changes);
    swapIn(stage, target);
  } catch (error) {
    rmSync(stage, { recursive: true, force: true });
    throw writeProblem(error, target);
  }
};
