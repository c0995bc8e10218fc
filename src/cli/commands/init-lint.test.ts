import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workflowErrors } from '../../../test/support/github-actions.ts';
import { service } from '../../../test/support/model.ts';
import { foreignRepository, runIn } from '../../../test/support/run-command.ts';
import { folderWith, systemFolder } from '../../../test/support/system-folder.ts';
import { treeOf } from '../../../test/support/tree.ts';
import { lintSetupPlan, type LintSetup } from '../../create/kinds/lint-setup.ts';
import { problemIn } from '../../lint/fixes/still-parses.ts';
import { command as init } from './init-lint.ts';
import { command as lint } from './lint.ts';

const quick = ['--yes', '--tool', '^0.1.0'] as const;

/** `express-axios` with a package.json at its root. */
const repository = (more: Readonly<Record<string, string>> = {}): string => {
  return foreignRepository({ 'package.json': '{\n    "private": true,\n    "scripts": {\n        "test": "true"\n    }\n}\n', ...more });
};
const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');

describe('ms init-lint', { timeout: 30_000 }, () => {
  it('writes configuration, baseline, script, dependency and workflow, and the next run is clean', async () => {
    const root = repository();
    const before = treeOf(root);
    expect(await runIn(root, init, ...quick)).toMatchObject({ code: 0, out: expect.stringContaining('create ms.config.ts') as string });
    const added = [...treeOf(root)].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
    expect(added).toEqual(['.github/workflows/architecture.yml', 'ms-baseline.json', 'ms.config.ts', 'package.json']);
    expect(read(root, 'package.json')).toBe('{\n    "private": true,\n    "scripts": {\n        "test": "true",\n        "lint:architecture": "ms lint"\n    },\n    "devDependencies": {\n        "create-microservice": "^0.1.0"\n    }\n}\n');
    expect(read(root, 'ms.config.ts')).toContain('    //   orders: "orders", // business\n');
    expect(await runIn(root, lint, '--no-config', '--max-warnings', '0')).toMatchObject({ code: 0, out: expect.not.stringContaining('stale-baseline') as string });
  });

  it.each([
    ['npm', {}, ['npm ci', 'npx ms lint --format github']],
    ['pnpm', { 'pnpm-lock.yaml': '' }, ['corepack enable && pnpm install --frozen-lockfile', 'pnpm exec ms lint --format github']],
  ])('writes a workflow for %s that the parser of GitHub takes', async (_, more, lines) => {
    const root = repository(more);
    await runIn(root, init, ...quick);
    const workflow = read(root, '.github/workflows/architecture.yml');
    expect(workflowErrors(workflow)).toEqual([]);
    for (const line of lines) expect(workflow).toContain(`- run: ${line}\n`);
  });

  it('goes without a package.json: npx brings the tool', async () => {
    const root = systemFolder('express-axios');
    expect((await runIn(root, init, ...quick)).out).toContain('npx --yes --package create-microservice@^0.1.0 ms lint');
    const workflow = read(root, '.github/workflows/architecture.yml');
    expect([workflowErrors(workflow), workflow.includes('npm ci')]).toEqual([[], false]);
  });

  it('prints a job where .gitlab-ci.yml stands, and leaves that file alone', async () => {
    const root = repository({ '.gitlab-ci.yml': 'stages: [test]\n' });
    const { out } = await runIn(root, init, ...quick);
    expect(out).toContain('Add this job to .gitlab-ci.yml:');
    expect(out).toContain('codequality: gl-code-quality-report.json');
    expect([...treeOf(root).keys()].filter((path) => path.startsWith('.'))).toEqual(['.gitlab-ci.yml']);
    expect(read(root, '.gitlab-ci.yml')).toBe('stages: [test]\n');
  });

  it('overwrites nothing without --force', async () => {
    const root = repository({ 'ms.config.ts': 'export default {};\n' });
    const before = treeOf(root);
    await expect(runIn(root, init, ...quick)).rejects.toMatchObject({ code: 3, message: expect.stringContaining('ms.config.ts') as string });
    expect(treeOf(root)).toEqual(before);
    expect((await runIn(root, init, ...quick, '--force')).code).toBe(0);
    expect(read(root, 'ms.config.ts')).toContain('defineConfig');
  });

  it('keeps a configuration of another name, a script and a baseline that are there', async () => {
    const kept = { 'ms.config.json': '{}', 'ms-baseline.json': '{ "version": 1, "findings": [] }', 'package.json': '{ "scripts": { "lint:architecture": "ms lint services" } }\n' };
    const root = repository(kept);
    await runIn(root, init, ...quick);
    expect([read(root, 'ms.config.json'), read(root, 'ms-baseline.json')]).toEqual([kept['ms.config.json'], kept['ms-baseline.json']]);
    expect(JSON.parse(read(root, 'package.json'))).toMatchObject({ scripts: { 'lint:architecture': 'ms lint services' }, devDependencies: { 'create-microservice': '^0.1.0' } });
  });

  it('shows everything with --dry-run and says it in JSON', async () => {
    const root = repository();
    const before = treeOf(root);
    expect((await runIn(root, init, ...quick, '--dry-run')).out).toContain('+    "lint:architecture": "ms lint"'.replace('    ', '        '));
    expect(treeOf(root)).toEqual(before);
    expect(JSON.parse((await runIn(root, init, ...quick, '--json', '--ci', 'none', '--no-baseline')).out)).toEqual({
      changes: [{ action: 'create', path: 'ms.config.ts' }, { action: 'update', path: 'package.json' }],
      next: ['npm install', 'npm run lint:architecture'],
    });
  });

  it('names services of any name without breaking the file', () => {
    const setup: LintSetup = { services: [service('odd */ name\n"x"'), service('\u2028')], pm: 'npm', tool: '^0.1.0', tarball: null, nodeMajor: '24', configured: false, packaged: false };
    const [config] = lintSetupPlan({ ci: 'none' }, setup).operations;
    expect(config?.kind === 'create' ? problemIn('ms.config.ts', String(config.contents)) : 'no file').toBeNull();
  });

  it.each([
    [[], 2, expect.stringContaining('there is no terminal to ask on') as string],
    [['--yes', '--tool', '0.1.0; touch x'], 2, expect.stringContaining('can not be written into a workflow') as string],
  ])('refuses %j', async (args, code, message) => {
    await expect(runIn(repository(), init, ...args)).rejects.toMatchObject({ code, message });
  });

  it('refuses where there is no system', async () => {
    await expect(runIn(folderWith([['package.json', '{}']]), init, ...quick)).rejects.toMatchObject({ code: 3 });
  });
});
