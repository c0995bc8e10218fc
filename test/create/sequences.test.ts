import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isSaidRightly } from '../support/growth/said-rightly.ts';
import { lastOf, seeds, sequence } from '../support/growth/sequence.ts';
import { emptyFolder, quick, runMs } from '../support/run-ms.ts';
import { treeOf } from '../support/tree.ts';

/** Whatever valid commands make a system grow, in whatever order: each is carried out, what comes out is clean, and the whole history again changes nothing. */
test.each(seeds(3))('a system that grows by chance, GROWTH_SEED=%i', async (seed) => {
  const cwd = emptyFolder();
  const shop = join(cwd, 'my-shop');
  const history = sequence(seed, 9);
  const last = lastOf(history);
  expect((await runMs(['create', 'my-shop', '--preset', 'minimal', '--store', 'postgres', ...quick], { cwd })).code).toBe(0);
  for (const { args } of history) expect([args, await runMs(args, { cwd: shop })]).toMatchObject([args, { code: 0, stderr: '' }]);
  const grown = treeOf(shop);
  const lint = JSON.parse((await runMs(['lint', '--format', 'json'], { cwd: shop })).stdout) as { readonly findings: readonly { readonly rule: string }[] };
  expect(lint.findings.filter((finding) => !isSaidRightly(last, finding))).toEqual([]);
  const list = JSON.parse((await runMs(['list', '--json'], { cwd: shop })).stdout) as { readonly services: readonly { readonly name: string }[] };
  expect(list.services.map(({ name }) => name)).toEqual(['gateway', ...Object.keys(last.services), ...last.backends].toSorted());
  for (const { args } of history) expect([args, (await runMs(args, { cwd: shop })).stdout]).toEqual([args, expect.stringContaining('nothing to do')]);
  expect(treeOf(shop)).toEqual(grown);
}, 180_000);
