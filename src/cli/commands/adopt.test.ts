import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { foreignRepository, runIn } from '../../../test/support/run-command.ts';
import { folderWith } from '../../../test/support/system-folder.ts';
import { treeOf } from '../../../test/support/tree.ts';
import { command as addClient } from './add-client.ts';
import { command as addEvent } from './add-event.ts';
import { command as addSaga } from './add-saga.ts';
import { command as addService } from './add-service.ts';
import { command as adopt } from './adopt.ts';
import { command as init } from './init-lint.ts';

const quick = ['--yes', '--tool', '^0.1.0'] as const;

/** `express-axios` with a package.json at its root. */
const repository = (more: Readonly<Record<string, string>> = {}): string => {
  return foreignRepository({ 'package.json': '{ "private": true }\n', ...more });
};

const added = (root: string, before: ReadonlyMap<string, string>): readonly string[] => [...treeOf(root)].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);

describe('ms adopt', { timeout: 30_000 }, () => {
  it('writes what init-lint writes, and what it remembers; twice is once', async () => {
    const root = repository();
    const before = treeOf(root);
    expect((await runIn(root, adopt, ...quick)).out).toMatch(/adopted, with 3 services\n {2}cart {2}business, express, 2 routes {2}cart\n/);
    expect(added(root, before)).toEqual(['.github/workflows/architecture.yml', '.ms/base.json', '.ms/manifest.json', 'ms-baseline.json', 'ms.config.ts', 'package.json']);
    const after = treeOf(root);
    expect(await runIn(root, adopt, ...quick)).toMatchObject({ code: 0, out: 'this repository is adopted already: nothing to do.' });
    expect(treeOf(root)).toEqual(after);
  });

  it('leaves alone what init-lint or a team has written before', async () => {
    const root = repository();
    await runIn(root, init, ...quick);
    writeFileSync(join(root, 'ms.config.ts'), 'export default {}; // ours\n');
    const before = treeOf(root);
    await runIn(root, adopt, ...quick);
    expect(added(root, before)).toEqual(['.ms/base.json', '.ms/manifest.json']);
  });

  it('writes nothing with --dry-run, and says it in JSON', async () => {
    const root = repository();
    const before = treeOf(root);
    expect((await runIn(root, adopt, ...quick, '--dry-run')).out).toContain('create ms.config.ts');
    expect(treeOf(root)).toEqual(before);
    expect(JSON.parse((await runIn(root, adopt, ...quick, '--json', '--ci', 'none', '--no-baseline')).out)).toMatchObject({
      services: [{ name: 'cart', routes: 2 }, { name: 'orders', routes: 2 }, { name: 'stock', routes: 2 }],
      changes: [{ action: 'create', path: 'ms.config.ts' }, { action: 'update', path: 'package.json' }],
    });
  });

  it.each([
    ['a folder without services', () => folderWith([['package.json', '{}']]), 'no service was found'],
    ['a system that this tool made', () => folderWith([['.ms/manifest.json', '{ "version": 1, "tool": "0.1.0", "answers": { "preset": "shop" }, "files": {} }']]), 'there is nothing to adopt'],
    ['a folder inside of one', () => join(folderWith([['.ms/manifest.json', '{}'], ['services/a/x', '']]), 'services'), 'is inside the system'],
  ])('refuses %s', async (_, folder, message) => {
    await expect(runIn(folder(), adopt, ...quick)).rejects.toMatchObject({ code: 3, message: expect.stringContaining(message) as string });
  });
});

describe('an adopted repository', { timeout: 60_000 }, () => {
  it('gets clients, in files of their own', async () => {
    const root = repository({ 'ms.config.json': '{}' });
    await runIn(root, adopt, ...quick);
    const before = treeOf(root);
    expect((await runIn(root, addClient, 'orders', 'cart')).out).toContain('(cd orders && npm install)');
    expect(added(root, before)).toEqual(['.ms/manifest.json', 'orders/.ms/chassis-0.1.0.tgz', 'orders/package.json', 'orders/src/chassis/clients/cart.js', 'orders/src/chassis/contracts/cart.js', 'orders/src/chassis/host.js']);
    expect(readFileSync(join(root, 'orders/src/chassis/contracts/cart.js'), 'utf8')).toContain("getCartsById: { method: 'GET', path: '/v1/carts/:id'");
    const after = treeOf(root);
    expect((await runIn(root, addClient, 'orders', 'cart')).out).toContain('nothing to do');
    expect(treeOf(root)).toEqual(after);
  });

  it('gets events, in files of their own, and no later versions of them', async () => {
    const root = repository({ 'ms.config.json': '{}' });
    await runIn(root, adopt, ...quick);
    const before = treeOf(root);
    expect((await runIn(root, addEvent, 'orders', 'shipped', '--to', 'stock')).out).toContain('await startChassis(), from orders/src/chassis/start.js, stock/src/chassis/start.js');
    expect(added(root, before).filter((path) => path.startsWith('stock/'))).toEqual(['.ms/chassis-0.1.0.tgz', 'package.json', ...['bus', 'contracts/orders-shipped-v1', 'events/on-orders-shipped-v1', 'host', 'start'].map((name) => `src/chassis/${name}.js`)].map((path) => `stock/${path}`));
    const after = treeOf(root);
    await expect(runIn(root, addEvent, 'orders', 'shipped', '--version', '2')).rejects.toMatchObject({ code: 3, message: expect.stringContaining('no later versions') as string });
    expect((await runIn(root, addEvent, 'orders', 'shipped', '--to', 'stock')).out).toContain('nothing to do');
    expect(treeOf(root)).toEqual(after);
  });

  it('is refused a circle of calls', async () => {
    const root = repository({ 'ms.config.json': '{}' });
    await runIn(root, adopt, ...quick);
    await expect(runIn(root, addClient, 'cart', 'orders')).rejects.toMatchObject({ code: 3, message: expect.stringContaining('circle') as string });
  });

  it.each([
    [addSaga, ['place', '--in', 'orders', '--steps', 'a@stock, b!']],
    [addService, ['billing', '--yes']],
  ])('is refused what needs a system of this tool\'s making', async (spec, args) => {
    const root = repository();
    await runIn(root, adopt, ...quick);
    const before = treeOf(root);
    await expect(runIn(root, spec, ...args)).rejects.toMatchObject({ code: 3, message: expect.stringContaining('was adopted') as string });
    expect(treeOf(root)).toEqual(before);
  });
});
