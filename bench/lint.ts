import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { interleave, median, wall, type Command } from './measure.ts';
import { peers } from './peers.ts';
import { packedTool } from './packed-tool.ts';

/** `npm run bench -- lint --corpus DIR [--only NAME]`: every folder of DIR is one system. */
export interface LintBench {
  readonly corpus: string | undefined;
  readonly only: string | undefined;
}

const rounds = 3;
const source = /(?<!\.d)\.(?:[cm]?[jt]s|[jt]sx)$/;
const aside = new Set(['.git', 'node_modules']);

interface Tree {
  readonly root: string;
  readonly files: readonly string[];
  readonly lines: number;
}

/** A copy: one of its files is changed again and again, and nothing that is installed or cached lies in it. */
const copied = (from: string, to: string): Tree => {
  const root = join(to, basename(from));
  cpSync(from, root, { recursive: true, verbatimSymlinks: true, filter: (path) => !aside.has(basename(path)) });
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && source.test(entry.name)).map((entry) => join(entry.parentPath, entry.name)).toSorted();
  return { root, files, lines: files.reduce((sum, file) => sum + readFileSync(file, 'utf8').split('\n').length, 0) };
};

interface Contest {
  readonly tree: Tree;
  readonly lint: Command;
  readonly cruise: Command;
  /** Where `ms lint` keeps facts. */
  readonly cache: string;
}

const contest = (tree: Tree, parent: string, { tool, peer }: { readonly tool: string; readonly peer: string }): Contest => {
  const cache = join(parent, 'cache');
  const env = { XDG_CACHE_HOME: cache, LOCALAPPDATA: cache, HOME: cache };
  return {
    tree, cache,
    lint: { file: process.execPath, args: [tool, 'lint', '.', '--format', 'json'], cwd: tree.root, env, accepted: [0, 1], quiet: true },
    cruise: { file: process.execPath, args: [join(peer, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs'), '--no-config', '--output-type', 'json', '.'], cwd: tree.root, quiet: true },
  };
};

const peakHook = `data:text/javascript,${encodeURIComponent("import { writeFileSync } from 'node:fs'; process.on('exit', () => writeFileSync(process.env.BENCH_PEAK, String(process.resourceUsage().maxRSS)));")}`;

/** Largest memory of a command, in MB. */
const peak = async (command: Command, parent: string): Promise<number> => {
  const note = join(parent, 'peak');
  await wall({ ...command, env: { ...command.env, BENCH_PEAK: note, NODE_OPTIONS: `--import=${peakHook}` } });
  return Number(readFileSync(note, 'utf8')) / 1024;
};

const forget = ({ cache }: Contest): void => { rmSync(cache, { recursive: true, force: true }); };

/** Another comment at the end of the file in the middle. */
const edit = ({ tree: { files } }: Contest): void => { appendFileSync(files[Math.floor(files.length / 2)] ?? '', '\n// changed'); };

const measured = async (one: Contest, parent: string): Promise<readonly number[]> => {
  const memory = [await peak(one.lint, parent), await peak(one.cruise, parent)];
  const rows = await interleave([
    { name: 'cold', round: async () => { forget(one); return wall(one.lint); } },
    { name: 'warm', round: async () => { edit(one); return wall(one.lint); } },
    { name: 'cruise', round: async () => wall(one.cruise) },
  ], rounds);
  return [...rows.map((row) => row.median), ...memory];
};

const line = (cells: readonly string[]): string => cells.map((cell, index) => (index === 0 ? cell.slice(0, 34).padEnd(34) : cell.padStart(10))).join(' ');

const rowOf = async (from: string, paths: { readonly tool: string; readonly peer: string }): Promise<readonly [number, number] | null> => {
  const parent = mkdtempSync(join(tmpdir(), 'ms-bench-'));
  try {
    const tree = copied(from, parent);
    const [cold = 0, warm = 0, cruise = 0, ours = 0, theirs = 0] = await measured(contest(tree, parent, paths), parent);
    console.log(line([basename(from), String(tree.files.length), String(tree.lines), ...[cold, warm, cruise].map((ms) => ms.toFixed(0)), (cold / cruise).toFixed(2), (warm / cruise).toFixed(2), ours.toFixed(0), theirs.toFixed(0)]));
    return [cold / cruise, warm / cruise];
  } catch (error) {
    console.log(line([basename(from)]) + ` not measured: ${String(error).split('\n').slice(0, 2).join(' ').slice(0, 150)}`);
    return null;
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
};

/** `ms lint` without a cache, and with one but one changed file, beside dependency-cruiser on the same tree. */
export const lint = async ({ corpus, only = '' }: LintBench): Promise<void> => {
  if (corpus === undefined) {
    console.log('\nms lint: give --corpus DIR, a folder of systems');
    return;
  }
  const paths = { tool: await packedTool(), peer: await peers() };
  console.log(`\nms lint beside dependency-cruiser (ms wall, median of ${rounds} rounds, turn by turn; MB at the peak)`);
  console.log(line(['system', 'files', 'lines', 'cold', 'warm', 'cruiser', 'cold ratio', 'warm ratio', 'MB', 'cruiser MB']));
  const ratios: (readonly [number, number])[] = [];
  for (const name of readdirSync(resolve(corpus)).filter((name) => name.includes(only)).toSorted()) {
    const ratio = await rowOf(join(resolve(corpus), name), paths);
    if (ratio !== null) ratios.push(ratio);
  }
  console.log(`median of the ratios: cold ${median(ratios.map(([cold]) => cold)).toFixed(2)}, warm ${median(ratios.map(([, warm]) => warm)).toFixed(2)}; largest: cold ${Math.max(...ratios.map(([cold]) => cold)).toFixed(2)}, warm ${Math.max(...ratios.map(([, warm]) => warm)).toFixed(2)}`);
};
