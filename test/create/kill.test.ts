import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseManifest } from '../../src/files/manifest.ts';
import { sha256 } from '../../src/shared/sha256.ts';
import { emptyFolder, quick, runMs } from '../support/run-ms.ts';
import { treeOf } from '../support/tree.ts';

/** Whole: every file that the manifest names is there as it was written, and the secrets are. */
const damaged = (tree: ReadonlyMap<string, string>): readonly string[] => {
  const { files } = parseManifest(tree.get('.ms/manifest.json') ?? '');
  const wrong = Object.entries(files).filter(([path, entry]) => sha256(tree.get(path) ?? '') !== entry.sha256).map(([path]) => path);
  return tree.has('.env') ? wrong : ['.env', ...wrong];
};

/** Secrets differ from run to run. */
const withoutSecrets = (tree: ReadonlyMap<string, string>): ReadonlyMap<string, string> => new Map([...tree].filter(([path]) => path !== '.env'));

const timed = async (action: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await action();
  return performance.now() - start;
};

/** Points of time from nearly the start to just past the end, in random order of outcome: each run is shifted at random. */
const moments = (count: number, duration: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => ((index + Math.random()) / count) * duration * 1.1);

test('kill -9 at 100 points of create: the target is absent or whole, and the next run cleans up', { timeout: 300_000 }, async () => {
  const cwd = emptyFolder();
  const target = join(cwd, 'my-shop');
  const create = (killAfter?: number) => runMs(['create', 'my-shop', ...quick], { cwd, ...(killAfter === undefined ? {} : { killAfter }) });
  const duration = await timed(() => create());
  rmSync(target, { recursive: true });
  const seen = { absent: 0, whole: 0, staged: 0 };
  for (const moment of moments(100, duration)) {
    await create(moment);
    seen.staged += readdirSync(cwd).some((name) => name.startsWith('.my-shop.ms-')) ? 1 : 0;
    if (existsSync(target)) {
      expect(damaged(treeOf(target))).toEqual([]);
      seen.whole += 1;
      rmSync(target, { recursive: true });
    } else seen.absent += 1;
  }
  expect(seen.absent).toBeGreaterThan(0);
  expect((await create()).code).toBe(0);
  expect(readdirSync(cwd)).toEqual(['my-shop']);
});

test('kill -9 at 30 points of add-service: after the next command the tree is the old one or the new one', { timeout: 300_000 }, async () => {
  const cwd = emptyFolder();
  await runMs(['create', 'my-shop', ...quick], { cwd });
  const [old, system] = [join(cwd, 'my-shop'), join(cwd, 'copy')];
  const add = (killAfter?: number) => runMs(['add-service', 'billing', '--yes'], { cwd: system, ...(killAfter === undefined ? {} : { killAfter }) });
  const fresh = (): void => {
    rmSync(system, { recursive: true, force: true });
    cpSync(old, system, { recursive: true });
  };
  fresh();
  const duration = await timed(() => add());
  const [before, after] = [withoutSecrets(treeOf(old)), withoutSecrets(treeOf(system))];
  for (const moment of moments(30, duration)) {
    fresh();
    await add(moment);
    expect((await runMs(['list'], { cwd: system })).code).toBe(0);
    const now = withoutSecrets(new Map([...treeOf(system)].filter(([path]) => !path.startsWith('.ms/stage/'))));
    expect(now).toEqual(now.size === before.size ? before : after);
  }
});
