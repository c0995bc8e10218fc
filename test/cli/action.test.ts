import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { actionErrors } from '../support/github-actions.ts';
import { emptyFolder, runMs } from '../support/run-ms.ts';
import { systemFolder } from '../support/system-folder.ts';
import { treeOf } from '../support/tree.ts';

const root = join(import.meta.dirname, '..', '..');
const text = readFileSync(join(root, 'action.yml'), 'utf8');

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly { readonly id?: string; readonly run?: string; readonly env?: Readonly<Record<string, string>> }[] };
}
const action = parse(text) as Action;
const step = action.runs.steps.find(({ id }) => id === 'lint');

/** Runs the script of the action as the runner does; `npx` is this checkout's ms, or a program that writes down its arguments. */
const run = (inputs: Readonly<Record<string, string>>, cwd: string, npx: string) => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'npx'), npx);
  chmodSync(join(folder, 'npx'), 0o755);
  for (const name of ['summary', 'output']) writeFileSync(join(folder, name), '');
  const given = Object.fromEntries(Object.entries(step?.env ?? {}).map(([name, expression]) => {
    const input = /inputs\.(\w+)/.exec(expression)?.[1] ?? '';
    return [name, inputs[input] ?? action.inputs[input]?.default ?? ''];
  }));
  const { status, stdout } = spawnSync('bash', ['-e', '-c', step?.run ?? ''], {
    cwd, encoding: 'utf8',
    env: { ...process.env, ...given, PATH: `${folder}:${process.env['PATH'] ?? ''}`, GITHUB_STEP_SUMMARY: join(folder, 'summary'), GITHUB_OUTPUT: join(folder, 'output'), RUNNER_TEMP: folder },
  });
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return { status, stdout, read };
};

const ours = `#!/usr/bin/env bash\nshift 4\nexec "${process.execPath}" "${join(root, 'bin', 'ms.js')}" "$@"\n`;
const noting = '#!/usr/bin/env bash\nprintf "[%s]" "$@"\necho\n';

describe('the GitHub Action', () => {
  test('is one by the parser of GitHub, which refuses others', () => {
    expect(actionErrors(text)).toEqual([]);
    expect(actionErrors(text.replace('using: composite', 'using: magic'))).not.toEqual([]);
  });

  test('runs the version that it belongs to', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
    expect(action.inputs['package']?.default).toBe(`create-microservice@${version}`);
  });

  test('fails where another form of the report ends otherwise than the first', () => {
    const broken = '#!/usr/bin/env bash\ncase "$*" in *markdown*) exit 1;; esac\n';
    expect(run({}, emptyFolder(), broken).status).not.toBe(0);
    expect(run({ summary: 'false' }, emptyFolder(), broken).status).toBe(0);
  });

  test('annotates, sums up, gives the SARIF file and keeps the exit code', () => {
    const { status, stdout, read } = run({ sarif: 'true' }, systemFolder('express-axios'), ours);
    expect([status, stdout]).toEqual([1, expect.stringContaining('::error file=orders/src/index.js,line=9') as string]);
    expect(read('summary')).toContain('### Architecture of 3 services');
    expect(JSON.parse(read('ms-lint.sarif'))).toMatchObject({ version: '2.1.0' });
    expect(read('output')).toMatch(/^sarif-file=.*ms-lint\.sarif\n$/);
  });

  test('works where ms init-lint was run, with the configuration that it wrote, and a second time changes nothing', async () => {
    const folder = systemFolder('express-axios');
    const { code } = await runMs(['init-lint', '--yes', '--tool', '^0.1.0'], { cwd: folder });
    const once = treeOf(folder);
    expect(await runMs(['init-lint', '--yes', '--tool', '^0.1.0'], { cwd: folder })).toMatchObject({ code: 0, stdout: 'the architecture is linted already: nothing to do.\n' });
    expect(treeOf(folder)).toEqual(once);
    const { status, stdout } = run({ args: '--max-warnings 0' }, folder, ours);
    expect([code, status, stdout]).toEqual([0, 0, expect.stringContaining('0 errors, 0 warnings') as string]);
  });

  test('gives 0 for a clean system and 3 where nothing is', () => {
    expect(run({}, systemFolder('fastify-guarded'), ours).status).toBe(0);
    expect(run({}, emptyFolder(), ours).status).toBe(3);
  });

  test('runs nothing that an input says', () => {
    const { stdout } = run({ paths: '$(touch owned) *', args: '; touch owned', changed: 'a b; touch owned', summary: 'false' }, emptyFolder(), noting);
    expect(stdout).toBe('[--yes][--package][create-microservice@0.1.0][ms][lint][$(touch][owned)][*][;][touch][owned][--changed][a b; touch owned][--format][github]\n');
  });

  test('is written in a shell that bash reads', () => {
    expect(() => execFileSync('bash', ['-n', '-c', step?.run ?? ''])).not.toThrow();
  });
});
