import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { emptyFolder } from '../../support/run-ms.ts';
import { createCopy } from './copy.ts';
import { mutate, protections } from './mutations.ts';

it.each(protections)('a copy without %s can be made of what create writes today', (protection) => {
  const { folder, remove } = createCopy([protection]);
  onTestFinished(remove);
  expect(existsSync(join(folder, 'services', 'loyalty', 'src', 'main.ts'))).toBe(true);
});

it('fails when what it takes out is not there any more', () => {
  const folder = emptyFolder();
  const file = join(folder, 'packages/chassis/src/messages/inbox.ts');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'export {};\n');
  expect(() => { mutate(folder, 'inbox'); }).toThrow('--without inbox: packages/chassis/src/messages/inbox.ts has 0 times');
});
