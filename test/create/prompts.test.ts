import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { converse, hasPseudoTerminal } from '../support/pseudo-terminal.ts';
import { emptyFolder } from '../support/run-ms.ts';

const flags = ['--no-install', '--no-git', '--tool', '^0.1.0'];
const enter = '\r';
const controlC = '\u0003';

describe.skipIf(!hasPseudoTerminal)(hasPseudoTerminal ? 'on a terminal' : 'on a terminal (skipped: there is no `script` to make one)', () => {
  test('it asks what is missing, and prints the line that needs no questions', async () => {
    const cwd = emptyFolder();
    const { code, screen } = await converse(['my-shop', ...flags], cwd, [
      { see: 'What shall it hold?', type: enter },
      { see: 'Name of the first service?', type: `billing${enter}` },
      { see: 'Where does it keep its data?', type: enter },
    ]);
    expect([code, readdirSync(`${cwd}/my-shop/services`)]).toEqual([0, ['billing', 'gateway']]);
    expect(screen).toContain('npx create-microservice my-shop --preset minimal --service billing --store postgres --no-install --no-git');
  });

  test('a bad name is said at once, and may be corrected', async () => {
    const cwd = emptyFolder();
    const { code } = await converse(['--preset', 'shop', ...flags], cwd, [
      { see: 'Name of the system', type: `../x${enter}` },
      { see: 'must not lead out', type: `${'\b'.repeat(4)}my-shop${enter}` },
    ]);
    expect([code, readdirSync(cwd)]).toEqual([0, ['my-shop']]);
  });

  test.each([['What shall it hold?', [] as readonly string[]], ['Where does it keep its data?', ['--preset', 'minimal', '--service', 'billing']]])('Ctrl-C at "%s" leaves nothing behind', async (question, given) => {
    const cwd = emptyFolder();
    const { code } = await converse(['my-shop', ...given, ...flags], cwd, [{ see: question, type: controlC }]);
    expect([code, readdirSync(cwd)]).toEqual([130, []]);
  });
});
