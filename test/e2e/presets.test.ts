import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isSaidRightly } from '../support/growth/said-rightly.ts';
import { lastOf, seeds, sequence } from '../support/growth/sequence.ts';
import { packedTool } from '../support/packed-tool.ts';

/**
 * Every preset and store, made by the packed tarball outside of this repository, as a user gets them:
 * installed, type-checked, tested on the embedded servers, and linted to zero.
 */

const place = mkdtempSync(join(tmpdir(), 'ms-e2e-'));
const { run, install } = packedTool(place);

const create = (name: string, ...flags: readonly string[]): Promise<string> => {
  mkdirSync(join(place, name), { recursive: true });
  return run(join(place, name), 'create-microservice', 'my-shop', '--yes', ...flags);
};

const system = (name: string): string => join(place, name, 'my-shop');

/** Types and tests must be in order; gives what `ms lint` finds in a system that it did analyse, and what it cannot judge about its parts. */
const findings = async (root: string, pm: 'npm' | 'pnpm'): Promise<readonly unknown[]> => {
  await run(root, pm, 'run', 'types');
  await run(root, pm, 'run', 'test');
  const report = JSON.parse(await run(root, pm === 'npm' ? 'npx' : 'pnpm', ...(pm === 'npm' ? [] : ['exec']), 'ms', 'lint', '--format', 'json')) as { readonly findings: readonly unknown[]; readonly notEvaluable: readonly { readonly services: readonly string[] }[]; readonly summary: { readonly services: number } };
  expect(report.summary.services).toBeGreaterThan(1);
  return [...report.findings, ...report.notEvaluable.filter(({ services }) => services.length > 0)];
};

beforeAll(() => install('pnpm@12'));

afterAll(() => { rmSync(place, { recursive: true, force: true }); });

describe('npm', () => {
  test('shop', async () => {
    await create('npm-shop', '--preset', 'shop', '--pm', 'npm');
    expect(await findings(system('npm-shop'), 'npm')).toEqual([]);
    expect(await run(system('npm-shop'), 'git', 'status', '--short')).toBe('');
  });

  test('minimal with postgres, and it grows', async () => {
    const root = system('npm-postgres');
    await create('npm-postgres', '--preset', 'minimal', '--store', 'postgres', '--pm', 'npm');
    for (const [service, store] of [['billing', 'postgres'], ['price-list', 'memory']] as const) await run(root, 'npx', 'ms', 'add-service', service, '--yes', '--store', store);
    await run(root, 'npx', 'ms', 'add-client', 'billing', 'price-list');
    for (const [service, store, api] of [['tax-rate', 'postgres', 'both'], ['quota', 'memory', 'grpc']] as const) await run(root, 'npx', 'ms', 'add-service', service, '--yes', '--store', store, '--api', api);
    await run(root, 'npx', 'ms', 'add-client', 'billing', 'tax-rate', '--api', 'both');
    await run(root, 'npx', 'ms', 'add-client', 'tax-rate', 'quota', '--api', 'grpc');
    await run(root, 'npx', 'ms', 'add-client', 'catalog', 'billing');
    await run(root, 'npx', 'ms', 'add-event', 'catalog', 'withdrawn', '--to', 'billing', 'price-list');
    await run(root, 'npx', 'ms', 'add-event', 'catalog', 'withdrawn', '--version', '2');
    await run(root, 'npx', 'ms', 'add-event', 'price-list', 'raised', '--to', 'billing');
    await run(root, 'npx', 'ms', 'add-saga', 'bring-out', '--in', 'catalog', '--steps', 'open-account@billing, note-title, send-bill@billing!');
    await run(root, 'npx', 'ms', 'add-flag', 'new-title', '--in', 'catalog');
    await run(root, 'npx', 'ms', 'add-flag', 'rate', '--in', 'price-list', '--default', '0.2', '--expires', 'never');
    await run(root, 'npm', 'install', '--silent');
    expect(await findings(root, 'npm')).toEqual([]);
  });

  test('a saga that does not undo a step is caught by its own test', async () => {
    const root = system('npm-postgres');
    const step = join(root, 'services/catalog/src/sagas/bring-out/open-account.ts');
    const text = readFileSync(step, 'utf8');
    writeFileSync(step, text.replace(/await billing\.undoOpenAccount\(.*\);/, ''));
    await expect(run(root, 'npx', 'vitest', 'run', 'services/catalog/test/bring-out')).rejects.toThrow(/cases of bring-out are broken/);
    writeFileSync(step, text);
  });

  test.each(seeds(1))('minimal that grows by chance, GROWTH_SEED=%i', async (seed) => {
    const root = system('npm-chance');
    await create('npm-chance', '--preset', 'minimal', '--store', 'postgres', '--pm', 'npm');
    const history = sequence(seed, 10);
    for (const { args } of history) await run(root, 'npx', 'ms', ...args);
    await run(root, 'npm', 'install', '--silent');
    expect((await findings(root, 'npm')).filter((found) => !isSaidRightly(lastOf(history), found as { readonly rule?: string }))).toEqual([]);
  });

  test('minimal with memory, on the packages of the one with postgres', async () => {
    await create('npm-memory', '--preset', 'minimal', '--store', 'memory', '--pm', 'npm', '--no-install');
    renameSync(join(system('npm-postgres'), 'node_modules'), join(system('npm-memory'), 'node_modules'));
    expect(await findings(system('npm-memory'), 'npm')).toEqual([]);
  });
});

describe('pnpm', () => {
  test.each([
    ['shop', ['--preset', 'shop']],
    ['postgres', ['--preset', 'minimal', '--store', 'postgres']],
    ['memory', ['--preset', 'minimal', '--store', 'memory']],
  ] as const)('%s', async (name, flags) => {
    await create(`pnpm-${name}`, ...flags, '--pm', 'pnpm');
    expect(await findings(system(`pnpm-${name}`), 'pnpm')).toEqual([]);
  });
});
