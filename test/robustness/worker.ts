import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { everything, systemOf } from './everything.ts';

/** Tries one file after the other; `run.ts` gives them and watches the time. */

export interface Tried {
  readonly path: string;
  readonly ms: number;
  /** Null when all went well. */
  readonly problem: string | null;
}

const tryFile = (path: string): Tried => {
  const started = performance.now();
  try {
    everything(systemOf(basename(path), readFileSync(path, 'utf8')));
    return { path, ms: performance.now() - started, problem: null };
  } catch (error) {
    return { path, ms: performance.now() - started, problem: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};

process.on('message', (path: string) => { process.send?.(tryFile(path)); });
