import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Change } from '../plan/plan.ts';
import { changeTree, recover } from './journal.ts';

const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'ms-journal-'));
  onTestFinished(() => { rmSync(path, { recursive: true, force: true }); });
  return path;
};

const write = (path: string, after: string, before: string | null = null): Change =>
  ({ kind: before === null ? 'create' : 'update', path, before, after, rendered: after, owner: 'shared', template: 't', executable: false, secret: path === '.env' });

const tree = (root: string): Record<string, string> => Object.fromEntries(
  readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(root.length + 1), readFileSync(path, 'utf8')];
  }),
);

test('creates, updates and deletes, and leaves nothing of its own', () => {
  const root = folder();
  writeFileSync(join(root, 'old'), 'old', { mode: 0o755 });
  writeFileSync(join(root, 'gone'), 'x');
  changeTree(root, [write('old', 'new', 'old'), write('a/b/c', 'c'), write('.env', 'KEY=1'), { kind: 'delete', path: 'gone', before: 'x' }]);
  expect(tree(root)).toEqual({ old: 'new', 'a/b/c': 'c', '.env': 'KEY=1' });
  expect(statSync(join(root, 'old')).mode % 0o1000).toBe(0o755);
  expect(statSync(join(root, '.env')).mode % 0o1000).toBe(0o600);
});

test('a journal is finished from any point', () => {
  for (const moved of [0, 1, 2]) {
    const root = folder();
    const paths = ['a', 'b'];
    mkdirSync(join(root, '.ms/stage/1-x'), { recursive: true });
    for (const [index, path] of paths.entries()) writeFileSync(join(root, index < moved ? path : `.ms/stage/1-x/${path}`), 'new');
    writeFileSync(join(root, '.ms/journal.json'), JSON.stringify({ version: 1, stage: '.ms/stage/1-x', moves: paths, deletions: [] }));
    expect([recover(root), tree(root)]).toEqual([true, { a: 'new', b: 'new' }]);
    expect(recover(root)).toBe(false);
  }
});

test('two commands do not mix: the second one is refused and changes nothing', () => {
  const root = folder();
  mkdirSync(join(root, '.ms'));
  writeFileSync(join(root, '.ms/journal.json'), '{"version":1,"stage":".ms/stage/other","moves":[],"deletions":[]}');
  expect(() => { changeTree(root, [write('a', 'mine')]); }).toThrow('another command');
  expect(existsSync(join(root, 'a'))).toBe(false);
});

test('a path that leads out is a bug, and a journal that does is never followed', () => {
  const root = folder();
  expect(() => { changeTree(root, [write('../x', 'bad')]); }).toThrow('outside');
  mkdirSync(join(root, '.ms'), { recursive: true });
  writeFileSync(join(root, '.ms/journal.json'), '{"version":1,"stage":".ms/stage/1","moves":[],"deletions":["../../x"]}');
  expect(() => recover(root)).toThrow('outside');
});

test('a journal that can not be read is refused with what to do', () => {
  const root = folder();
  mkdirSync(join(root, '.ms'));
  writeFileSync(join(root, '.ms/journal.json'), '{');
  expect(() => recover(root)).toThrow('.ms/journal.json can not be read');
});
