import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readTree } from './read-tree.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'read-tree-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const write = (path: string, contents = 'x'): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), contents);
};

it('lists text files by name and reads them', () => {
  for (const path of ['b.ts', 'a/z.ts', 'a/Dockerfile', '.env']) write(path, path);
  const files = readTree(root);
  expect(files.paths).toEqual(['.env', 'a/Dockerfile', 'a/z.ts', 'b.ts']);
  expect(files.read('a/z.ts')).toBe('a/z.ts');
  expect(files.read('../outside')).toBeUndefined();
});

it('leaves out dependencies, output, images and what git ignores', () => {
  write('.gitignore', 'private\n/out/\n*.log\n!keep\n.env\n');
  for (const path of ['node_modules/x/index.js', 'dist/a.js', '.git/config', 'logo.png', 'deep/private/a.ts', 'out/b.ts', '.env', 'a.ts']) write(path);
  expect(readTree(root).paths).toEqual(['.env', '.gitignore', 'a.ts']);
});

it('does not follow links, which may lead out of the tree or in circles', () => {
  write('a.ts');
  symlinkSync(root, join(root, 'circle'));
  expect(readTree(root).paths).toEqual(['a.ts']);
});

it('lists a huge file and does not read it', () => {
  write('huge.ts', 'x'.repeat(1_000_001));
  expect(readTree(root).paths).toEqual(['huge.ts']);
  expect(readTree(root).read('huge.ts')).toBeUndefined();
});
