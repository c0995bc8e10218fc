import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** The one in the middle of those that are no tests. */
const middle = ({ tree: { files } }: Contest): string => {
  const code = files.filter((file) => !/\.(?:test|spec|e2e)\.|[/\\](?:tests?|e2e|__tests__)[/\\]/.test(file));
  return code[Math.floor(code.length / 2)] ?? '';
};

/** Another comment at the end of the file in the middle: its facts stay. */
const comment = (one: Contest): void => { appendFileSync(middle(one), '\n// changed'); };

/** A call of a function above everything in the file in the middle: each of its facts is another one. */
const program = (one: Contest): void => {
  const file = middle(one);
  writeFileSync(file, `console.log('changed');\n${readFileSync(file, 'utf8')}`);
};

interface Measured {
  readonly cold: number;
  /** After a change of code, and of a comment. */
  readonly code: number;
  readonly comment: number;
  readonly cruise: number;
  /** MB. */
  readonly ours: number;
  readonly theirs: number;
}

const measured = async (one: Contest, parent: string): Promise<Measured> => {
  const [ours, theirs] = [await peak(one.lint, parent), await peak(one.cruise, parent)];
  const rows = await interleave([
    { name: 'cold', round: async () => { forget(one); return wall(one.lint); } },
    { name: 'code', round: async () => { program(one); return wall(one.lint); } },
    { name: 'comment', round: async () => { comment(one); return wall(one.lint); } },
    { name: 'cruise', round: async () => wall(one.cruise) },
  ], rounds);
  const [cold, code, commented, cruise] = rows.map(({ median: value }) => value) as [number, number, number, number];
  return { cold, code, comment: commented, cruise, ours, theirs };
};

const line = (cells: readonly string[]): string => cells.map((cell, index) => (index === 0 ? cell.slice(0, 34).padEnd(34) : cell.padStart(10))).join(' ');

interface Row {
  readonly lines: number;
  /** Of the peer's time or memory. */
  readonly cold: number;
  readonly code: number;
  readonly comment: number;
  readonly memory: number;
}

const rowOf = async (from: string, paths: { readonly tool: string; readonly peer: string }): Promise<Row | null> => {
  const parent = mkdtempSync(join(tmpdir(), 'ms-bench-'));
  try {
    const tree = copied(from, parent);
    const { cruise, ours, theirs, ...times } = await measured(contest(tree, parent, paths), parent);
    const row = { lines: tree.lines, cold: times.cold / cruise, code: times.code / cruise, comment: times.comment / cruise, memory: ours / theirs };
    console.log(line([basename(from), String(tree.files.length), String(tree.lines), ...[times.cold, times.code, times.comment, cruise].map((ms) => ms.toFixed(0)), ...[row.cold, row.code, row.comment, row.memory].map((ratio) => ratio.toFixed(2))]));
    return row;
  } catch (error) {
    console.log(line([basename(from)]) + ` not measured: ${String(error).split('\n').slice(0, 2).join(' ').slice(0, 150)}`);
    return null;
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
};

/** From so many lines on the goals hold. */
const least = 3_000;
const goals = { cold: 0.5, code: 0.15, comment: 0.15, memory: 1 } as const;

const summary = (rows: readonly Row[]): string => {
  const judged = rows.filter(({ lines }) => lines >= least);
  return (Object.keys(goals) as (keyof typeof goals)[]).map((name) => {
    const ratios = judged.map((row) => row[name]);
    return `  ${name.padEnd(8)} median ${median(ratios).toFixed(2)}, largest ${Math.max(...ratios).toFixed(2)}; at most ${goals[name]} on ${ratios.filter((ratio) => ratio <= goals[name]).length} of ${ratios.length}`;
  }).join('\n');
};

/** `ms lint` with nothing cached, and after one change of code or of a comment, beside dependency-cruiser on the same tree. */
export const lint = async ({ corpus, only = '' }: LintBench): Promise<void> => {
  if (corpus === undefined) {
    console.log('\nms lint: give --corpus DIR, a folder of systems');
    return;
  }
  const paths = { tool: await packedTool(), peer: await peers() };
  console.log(`\nms lint beside dependency-cruiser (ms wall, median of ${rounds} rounds, turn by turn; ratios to the peer, of time and of peak memory)`);
  console.log(line(['system', 'files', 'lines', 'cold', 'code', 'comment', 'cruiser', '/ cold', '/ code', '/ comment', '/ memory']));
  const rows: Row[] = [];
  for (const name of readdirSync(resolve(corpus)).filter((name) => name.includes(only)).toSorted()) {
    const row = await rowOf(join(resolve(corpus), name), paths);
    if (row !== null) rows.push(row);
  }
  console.log(`systems of ${least} lines and more:\n${summary(rows)}`);
};
