import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, quick, runMs } from '../support/run-ms.ts';

const attacks = [
  '../x', '..', '.', '/tmp/x', '~/x', 'C:\\x', '\\\\host\\x', 'a/../../x', 'a;rm', 'a b', '$(x)', '`x`', '{{x}}', '${x}', "a'b", 'a"b', 'a\nb', 'a#b', 'a:b', '😀', 'é', 'A',
  'x'.repeat(300), 'con', 'nul', 'prn', 'com1', 'lpt9', 'aux', 'node_modules', 'favicon.ico', 'class', 'gateway', 'chassis', '-x-', '__proto__', 'constructor', 'http',
];

test('names that attack are refused with exit 2, and nothing is written anywhere', async () => {
  const cwd = emptyFolder();
  const beside = readdirSync(dirname(cwd)).filter((name) => name === 'x');
  for (const name of attacks) {
    const { code, stderr, stdout } = await runMs(['create', ...quick, '--', name], { cwd });
    expect({ name, code, bug: stderr.includes('bug'), stdout }).toEqual({ name, code: 2, bug: false, stdout: '' });
    expect(stderr).toMatch(/^error: .+/);
  }
  expect(readdirSync(cwd)).toEqual([]);
  expect(readdirSync(dirname(cwd)).filter((name) => name === 'x')).toEqual(beside);
});

test('the name of a service is held to the same rules', async () => {
  const cwd = emptyFolder();
  for (const name of ['../x', '{{x}}', 'Orders', 'postgres', 'my-shop', 'x'.repeat(64)]) {
    const { code, stderr } = await runMs(['create', 'my-shop', '--service', name, ...quick], { cwd });
    expect({ name, code, told: stderr.includes('--service') }).toEqual({ name, code: 2, told: true });
  }
  expect(readdirSync(cwd)).toEqual([]);
});

test('a folder below the current one is fine', async () => {
  const cwd = emptyFolder();
  const { code } = await runMs(['create', 'systems/my-shop', ...quick], { cwd });
  expect([code, readdirSync(`${cwd}/systems`)]).toEqual([0, ['my-shop']]);
});

test('every way to create a system that the README shows is one that the tool takes', async () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const shown = [...readme.matchAll(/^ {4}npx .*?create-microservice (?!ms )(?<words>[a-z.][^#\n]*)/gm)].map((found) => (found.groups?.['words'] ?? '').trim().split(/\s+/));
  expect(shown.length).toBeGreaterThan(3);
  for (const words of shown.filter((some) => !some.includes('--answers'))) {
    const cwd = `${emptyFolder()}/checkout`;
    mkdirSync(cwd);
    const { code, stderr } = await runMs(['create', ...words, ...quick], { cwd });
    expect({ words, code, stderr }).toMatchObject({ words, code: 0 });
  }
});

test('the next steps start where the shell stands, wherever --cwd points', async () => {
  const outer = emptyFolder();
  mkdirSync(`${outer}/checkout`);
  const { stdout } = await runMs(['create', 'my-shop', '--cwd', '..', ...quick], { cwd: `${outer}/checkout` });
  expect(stdout).toMatch(/^ {2}cd \.\.[/\\]my-shop$/m);
});
