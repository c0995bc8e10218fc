import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Tried } from './worker.ts';

/**
 * `npm run robustness -- DIR…`: every file of these folders as part of a small system, through the whole line. Prints how many there
 * were, what threw, what took longer than `limit`, and the slowest. Meant for folders of hostile cases: a compiler's own tests, a
 * corpus, `node_modules`. Exits with 1 when anything went wrong.
 */

const limit = 20_000;
const largest = 1_000_000;
const known = /\.(?:[cm]?[jt]sx?|flow|json5?|ya?ml|tpl|env[.\w-]*|conf|properties|proto|prisma|graphql|toml|sql|vue|svelte|md|html?)$|(?:^|\/)(?:\.env[^/]*|[^/]*dockerfile[^/]*)$/i;

function* filesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else if (entry.isFile() && known.test(path) && statSync(path).size <= largest) yield path;
  }
}

/** A process of its own: a native crash ends it and not this one. */
const start = (): ChildProcess => fork(join(import.meta.dirname, 'worker.ts'));

/** What becomes of a file: the answer of the worker, its end, or neither within the limit. */
const answer = async (worker: ChildProcess, path: string): Promise<Tried> => {
  const other = new AbortController();
  const { signal } = other;
  const ended = async (): Promise<Tried> => ({ path, ms: 0, problem: `ended the process with ${String(await once(worker, 'exit', { signal }))}` });
  const late = async (): Promise<Tried> => setTimeout(limit, { path, ms: limit, problem: `took longer than ${limit} ms` }, { signal });
  const answered = async (): Promise<Tried> => {
    const [tried] = await once(worker, 'message', { signal });
    return tried as Tried;
  };
  worker.send(path);
  try {
    return await Promise.any([answered(), ended(), late()]);
  } finally {
    other.abort();
  }
};

const tryAll = async (folders: readonly string[]): Promise<readonly Tried[]> => {
  const results: Tried[] = [];
  let worker = start();
  for (const folder of folders) {
    for (const path of filesIn(folder)) {
      const tried = await answer(worker, path);
      results.push(tried);
      if (tried.problem === null) continue;
      console.log(`PROBLEM ${path}\n  ${tried.problem}`);
      worker.kill('SIGKILL');
      worker = start();
    }
  }
  worker.kill();
  return results;
};

const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error('give the folders to try');
  process.exitCode = 2;
} else {
  const started = performance.now();
  const results = await tryAll(folders);
  const problems = results.filter(({ problem }) => problem !== null);
  const slowest = results.toSorted((a, b) => b.ms - a.ms).slice(0, 10);
  console.log(`${results.length} files, ${problems.length} problems, ${((performance.now() - started) / 1000).toFixed(1)} s`);
  for (const { path, ms } of slowest) console.log(`${ms.toFixed(0).padStart(6)} ms  ${path}`);
  if (problems.length > 0) process.exitCode = 1;
}
