import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { interleave, wall } from './measure.ts';
import { packedTool } from './packed-tool.ts';
import type { LintBench } from './lint.ts';

const rounds = 3;
const copies = [1, 2, 4];
const aside = new Set(['.git', 'node_modules']);

/** As many copies of one system as are asked for, side by side in one tree. */
const grown = (from: string, parent: string, count: number): string => {
  const root = join(parent, `x${count}`);
  for (let i = 1; i <= count; i += 1) cpSync(from, join(root, `part-${i}`), { recursive: true, verbatimSymlinks: true, filter: (path) => !aside.has(basename(path)) });
  return root;
};

/** `ms lint` with nothing cached, on a system and on two and four copies of it in one tree. */
export const lintGrowth = async ({ corpus, only }: LintBench): Promise<void> => {
  if (corpus === undefined || only === undefined) {
    console.log('\nms lint, growing: give --corpus DIR and --only NAME, one system of it');
    return;
  }
  const parent = mkdtempSync(join(tmpdir(), 'ms-bench-'));
  try {
    const tool = await packedTool();
    const roots = copies.map((count) => grown(join(resolve(corpus), only), parent, count));
    const rows = await interleave(roots.map((cwd, index) => ({
      name: `${copies[index] ?? 0} x`,
      round: async () => wall({ file: process.execPath, args: [tool, 'lint', '.', '--format', 'json', '--no-cache'], cwd, accepted: [0, 1], quiet: true }),
    })), rounds);
    console.log(`\nms lint on ${only} and on copies of it in one tree (ms wall, median of ${rounds} rounds)`);
    for (const { name, median } of rows) console.log(`  ${name}   ${median.toFixed(0)} ms   ${(median / (rows[0]?.median ?? Number.NaN)).toFixed(2)}`);
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
};
