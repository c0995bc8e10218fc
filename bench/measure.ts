import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/** Something that is measured: one round gives one number. */
export interface Contestant {
  readonly name: string;
  readonly round: () => Promise<number>;
}

export interface Row {
  readonly name: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

/** A B C A B C …: what drifts on the machine drifts for all of them. One round of each goes before, uncounted. */
export const interleave = async (contestants: readonly Contestant[], rounds = 5): Promise<Row[]> => {
  const values = new Map(contestants.map(({ name }) => [name, [] as number[]]));
  for (const { round } of contestants) await round();
  for (let i = 0; i < rounds; i += 1) for (const { name, round } of contestants) values.get(name)?.push(await round());
  return [...values].map(([name, list]) => ({ name, median: median(list), min: Math.min(...list), max: Math.max(...list) }));
};

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Exit codes of success (default: 0). */
  readonly accepted?: readonly number[];
  /** What it prints on stdout goes nowhere. */
  readonly quiet?: boolean;
}

/** Runs to the end with nothing on stdin; rejects when the command fails, so that a broken contestant never looks fast. */
export const run = async ({ file, args, cwd, env, accepted = [0], quiet = false }: Command): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...(cwd === undefined ? {} : { cwd }), env: { ...process.env, ...env }, stdio: ['ignore', quiet ? 'ignore' : 'pipe', 'pipe'] });
    let out = '';
    child.stdout?.on('data', (chunk: Buffer) => { out += chunk.toString(); });
    child.stderr?.on('data', (chunk: Buffer) => { out += chunk.toString(); });
    child.on('error', reject);
    child.on('close', (code) => { if (code !== null && accepted.includes(code)) resolve(out); else reject(new Error(`${file} ${args.join(' ')} exited ${String(code)}\n${out}`)); });
  });

/** Wall time of a command in milliseconds. */
export const wall = async (command: Command): Promise<number> => {
  const start = performance.now();
  await run(command);
  return performance.now() - start;
};

export const print = (title: string, unit: string, rows: readonly Row[]): void => {
  const base = rows[0]?.median ?? Number.NaN;
  console.log(`\n${title} (${unit}; median of the rounds, ratio to the first)`);
  for (const { name, median: middle, min, max } of rows) {
    console.log(`  ${name.padEnd(38)} ${middle.toFixed(1).padStart(10)}   ${(middle / base).toFixed(2).padStart(6)}   ${min.toFixed(1)}–${max.toFixed(1)}`);
  }
};
