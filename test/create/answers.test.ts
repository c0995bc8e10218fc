import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, quick, runMs } from '../support/run-ms.ts';

test('without a terminal a missing answer is exit 2 and names the flags', async () => {
  const cwd = emptyFolder();
  const { code, stderr } = await runMs(['create', 'my-shop'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('--preset');
  expect(stderr).toContain('--yes');
  expect(await runMs(['create', '--yes'], { cwd })).toMatchObject({ code: 2, stderr: expect.stringContaining('<dir>') as string });
  expect(readdirSync(cwd)).toEqual([]);
});

test('answers come from a file, and flags win over it', async () => {
  const cwd = emptyFolder();
  writeFileSync(join(cwd, 'answers.json'), JSON.stringify({ dir: 'my-shop', preset: 'minimal', service: 'billing', store: 'memory', pm: 'pnpm', install: false, git: false }));
  const { code } = await runMs(['create', '--answers', 'answers.json', '--service', 'search', '--tool', '^1.0.0'], { cwd });
  expect([code, existsSync(join(cwd, 'my-shop/services/search')), existsSync(join(cwd, 'my-shop/pnpm-workspace.yaml'))]).toEqual([0, true, true]);
});

test.each([
  ['{', 'no valid JSON'], ['[]', 'no JSON object'], ['{"presett":"shop"}', 'Did you mean preset?'], ['{"preset":"mall"}', 'minimal, shop'], ['{"install":"yes"}', 'true or false'], ['{"preset":1}', 'text'],
])('answers such as %s are exit 2', async (text, told) => {
  const cwd = emptyFolder();
  writeFileSync(join(cwd, 'answers.json'), text);
  const { code, stderr } = await runMs(['create', 'my-shop', '--answers', 'answers.json', '--yes'], { cwd });
  expect([code, stderr.includes(told), readdirSync(cwd)]).toEqual([2, true, ['answers.json']]);
});

test('an unknown package manager, preset or store is exit 2 with what there is', async () => {
  const cwd = emptyFolder();
  for (const [flag, known] of [['--pm', 'pnpm'], ['--preset', 'shop'], ['--store', 'memory']] as const) {
    const { code, stderr } = await runMs(['create', 'my-shop', flag, 'cobol', ...quick], { cwd });
    expect([code, stderr.includes(known)]).toEqual([2, true]);
  }
});

test('the package manager is the one that runs us', async () => {
  const cwd = emptyFolder();
  const { stdout } = await runMs(['create', 'my-shop', ...quick], { cwd, env: { npm_config_user_agent: 'pnpm/10.0.0 npm/? node/v24.0.0 linux x64' } });
  expect(stdout).toContain('pnpm install');
});

test('--dry-run shows everything and writes nothing', async () => {
  const cwd = emptyFolder();
  const text = await runMs(['create', 'my-shop', ...quick, '--dry-run'], { cwd });
  expect(text.stdout).toContain('create services/catalog/src/app.ts');
  expect(text.stdout).toContain("+import { createService");
  const json = await runMs(['create', 'my-shop', ...quick, '--dry-run', '--json'], { cwd });
  expect(JSON.parse(json.stdout)).toMatchObject({ dryRun: true, changes: expect.arrayContaining([{ action: 'create', path: '.env' }]) as object });
  expect(readdirSync(cwd)).toEqual([]);
});

test('`create-microservice X` is `ms create X`, and a leading -- is dropped', async () => {
  const cwd = emptyFolder();
  const { code } = await runMs(['--', 'my-shop', ...quick], { cwd, launcher: 'create-microservice' });
  expect([code, existsSync(join(cwd, 'my-shop/package.json'))]).toEqual([0, true]);
});

test('the secrets are random, in .env alone, and only its owner reads them', async () => {
  const cwd = emptyFolder();
  for (const name of ['one', 'two']) await runMs(['create', name, ...quick], { cwd });
  const [one, two] = ['one', 'two'].map((name) => readFileSync(join(cwd, name, '.env'), 'utf8'));
  expect(one).not.toBe(two);
  expect(/^JWT_SECRET=.{32,}$/m.test(one ?? '')).toBe(true);
});

test('an answer to a question that nobody asks is an error, not a silent nothing', async () => {
  const cwd = emptyFolder();
  const { code, stderr } = await runMs(['create', 'my-shop', '--preset', 'shop', '--service', 'billing', ...quick], { cwd });
  expect([code, stderr.includes('--service has no meaning with')]).toEqual([2, true]);
});

test('without a registry the files are complete, the reason and the way on are said, and the exit code is 1', async () => {
  const cwd = emptyFolder();
  const env = { npm_config_registry: 'http://127.0.0.1:9', npm_config_fetch_retries: '0', npm_config_cache: join(cwd, 'cache') };
  const { code, stderr } = await runMs(['create', 'my-shop', '--yes', '--no-git', '--tool', '^0.1.0'], { cwd, env });
  expect([code, existsSync(join(cwd, 'my-shop/services/catalog/src/app.ts'))]).toEqual([1, true]);
  expect(stderr).toContain('the package registry can not be reached');
  expect(stderr).toContain('Go on with: npm install');
});

test('a package manager that is not there is said', async () => {
  const cwd = emptyFolder();
  const { code, stderr } = await runMs(['create', 'my-shop', '--yes', '--no-git', '--pm', 'bun', '--tool', '^0.1.0'], { cwd, env: { PATH: '/nowhere' } });
  expect([code, stderr.includes('bun is not installed')]).toEqual([1, true]);
});
