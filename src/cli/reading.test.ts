import { expect, test } from 'vitest';
import { captured } from '../../test/support/terminal.ts';
import { startReading } from './reading.ts';

test('says how far it is when it takes longer than a second, not oftener than one can read, and cleans up', () => {
  const said: (string | null)[] = [];
  let time = 0;
  const terminal = { ...captured(), progress: (text: string | null) => { said.push(text); } };
  const reading = startReading('/', { args: [], flags: {}, json: false, cwd: '/', terminal }, () => time);
  for (const at of [0, 500, 999, 1000, 1050, 1099, 1100]) {
    time = at;
    reading.read('a.ts', '');
  }
  expect(said).toEqual(['4 files read', '7 files read']);
  reading.close();
  expect(said.at(-1)).toBeNull();
});
