import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder } from '../../test/support/run-ms.ts';
import { captured } from '../../test/support/terminal.ts';
import { startReading } from './reading.ts';

test('says how far it is when it takes longer than a second, not oftener than one can read, and cleans up', () => {
  const said: (string | null)[] = [];
  let time = 0;
  const terminal = { ...captured(), progress: (text: string | null) => { said.push(text); } };
  const reading = startReading('/', { flags: {}, terminal }, { now: () => time, version: null });
  for (const at of [0, 500, 999, 1000, 1050, 1099, 1100]) {
    time = at;
    reading.read('a.ts', '');
  }
  expect(said).toEqual(['4 files read', '7 files read']);
  reading.close();
  expect(said.at(-1)).toBeNull();
});

test('what one run read the next one has, unless it is told not to or is another version', () => {
  const root = emptyFolder();
  mkdirSync(join(root, 'node_modules'));
  const folder = join(root, 'node_modules', '.cache', 'create-microservice');
  const specifier = (version: string, flags = {}): unknown => {
    const reading = startReading(root, { flags, terminal: captured() }, { now: () => 0, version });
    const facts = reading.read('a.ts', "import 'real';");
    reading.close();
    return 'reason' in facts ? facts : facts.imports[0]?.specifier;
  };
  specifier('1', { cache: false });
  expect(existsSync(folder)).toBe(false);
  specifier('1');
  const file = join(folder, readdirSync(folder).find((name) => name.startsWith('facts')) ?? '');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"real"', '"kept"'));
  expect(specifier('1')).toBe('kept');
  expect(specifier('1', { cache: false })).toBe('real');
  expect(specifier('2')).toBe('real');
  expect(specifier('2')).toBe('real');
});
