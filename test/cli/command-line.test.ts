import { expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { emptyFolder, runMs } from '../support/run-ms.ts';

const ms = (...args: readonly string[]) => runMs(args, { cwd: emptyFolder() });

test('--help and --version', async () => {
  const help = await ms('--help');
  expect([help.code, help.stderr]).toEqual([0, '']);
  for (const { name } of commands) expect(help.stdout).toContain(name);
  expect((await ms('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('every command has a help page with an example and the common flags', { timeout: 120_000 }, async () => {
  for (const { name } of commands) {
    const { code, stdout } = await ms(name, '--help');
    expect({ name, code, example: stdout.includes('Examples:'), json: stdout.includes('--json'), cwd: stdout.includes('--cwd') }).toEqual({ name, code: 0, example: true, json: true, cwd: true });
  }
});

/** No command may wait for an answer that nobody can give. */
test('without a terminal every command ends by itself, in an empty folder with a refusal', { timeout: 120_000 }, async () => {
  const expected: Readonly<Record<string, number>> = {
    create: 2, 'add-service': 2, 'add-client': 2, 'add-event': 2, 'add-saga': 2, 'add-aggregate': 2, 'add-projection': 2, 'add-flag': 2, 'add-cache': 2, 'add-bff': 2, list: 3, dev: 3, dlq: 2, saga: 2, chaos: 2, lint: 3, 'init-lint': 3, adopt: 3, graph: 3, contracts: 2, explain: 0, completion: 2,
  };
  const codes = await Promise.all(commands.map(async ({ name }) => [name, (await ms(name)).code] as const));
  expect(Object.fromEntries(codes)).toEqual(expected);
});

test('without a command it shows the help and fails', async () => {
  expect(await ms()).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('Usage: ms <command>') as string });
});

test.each([
  [['lnit'], 'Did you mean lint?'],
  [['lint', '--formt', 'json'], 'Did you mean --format?'],
  [['create', 'x', '--presett', 'shop'], 'Did you mean --preset?'],
  [['--versoin'], 'Did you mean --version?'],
  [['frobnicate'], 'There is: create'],
  [['list', 'too', 'many'], 'too many arguments'],
  [['--cwd', '/no/such/folder', 'list'], 'is no folder'],
  [['completion', 'tcsh'], 'bash, zsh, fish'],
] as const)('%j is exit 2 with what was meant', async (args, told) => {
  const { code, stdout, stderr } = await ms(...args);
  expect([code, stdout, stderr.includes(told), stderr]).toEqual([2, '', true, stderr]);
});

test('--json makes an error one JSON document on stdout', async () => {
  const { code, stdout } = await ms('lnit', '--json');
  expect([code, JSON.parse(stdout)]).toEqual([2, { error: { code: 2, message: 'there is no command "lnit"', hint: 'Did you mean lint?' } }]);
});

test.each(['bash', 'zsh', 'fish'])('completion %s names the commands', async (shell) => {
  const { code, stdout } = await ms('completion', shell);
  expect([code, stdout.includes('add-service')]).toEqual([0, true]);
});

test('colours are for terminals, or when they are forced', async () => {
  const cwd = emptyFolder();
  const escape = '\u001b[';
  const plain = await runMs(['lnit'], { cwd, env: { FORCE_COLOR: undefined } });
  const forced = await runMs(['lnit'], { cwd, env: { FORCE_COLOR: '1' } });
  const refused = await runMs(['lnit', '--no-color'], { cwd, env: { FORCE_COLOR: '1' } });
  expect([plain, forced, refused].map(({ stderr }) => stderr.includes(escape))).toEqual([false, true, false]);
});
