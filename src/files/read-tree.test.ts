import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
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
  symlinkSync('/etc/passwd', join(root, 'b.ts'));
  symlinkSync('/etc/passwd', join(root, '.gitignore'));
  symlinkSync('nowhere', join(root, 'c.ts'));
  const files = readTree(root);
  expect(files.paths).toEqual(['a.ts']);
  expect(files.read('b.ts')).toBeUndefined();
});

it('lists a huge file and does not read it', () => {
  write('huge.ts', 'x'.repeat(1_000_001));
  const files = readTree(root);
  expect(files.paths).toEqual(['huge.ts']);
  expect(files.read('huge.ts')).toBeUndefined();
  expect(files.passedOver?.()).toEqual([{ file: 'huge.ts', reason: 'it is larger than 1 MB' }]);
});

it('does not wait for a pipe or a socket, whatever its name', () => {
  write('a.ts');
  execFileSync('mkfifo', [join(root, 'pipe.ts'), join(root, 'package.json')]);
  expect(readTree(root).paths).toEqual(['a.ts']);
});

it('says what it could not look into, and goes on', () => {
  write('a.ts');
  write('gone.ts');
  write('film.ts', 'MPEG\0');
  // Deeper than a path may be long: only steps lead there.
  const deep = 'd'.repeat(200);
  execFileSync(process.execPath, ['-e', `for (let step = 0; step < 30; step += 1) { fs.mkdirSync('${deep}'); process.chdir('${deep}'); }`], { cwd: root });
  onTestFinished(() => { execFileSync('rm', ['-rf', join(root, deep)]); });
  const files = readTree(root);
  expect(files.paths).toEqual(['a.ts', 'film.ts', 'gone.ts']);
  rmSync(join(root, 'gone.ts'));
  for (const path of files.paths) files.read(path);
  expect(files.passedOver?.()).toEqual([
    { file: expect.stringMatching(/^d{200}\//), reason: 'it cannot be read (ENAMETOOLONG)' },
    { file: 'film.ts', reason: 'it is binary' },
    { file: 'gone.ts', reason: 'it is no plain file' },
  ]);
});
