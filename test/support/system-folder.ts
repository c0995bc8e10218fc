import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parseText } from './text-system.ts';

/** A folder with the given files, gone when the test ends. */
export const folderWith = (files: Iterable<readonly [path: string, contents: string]>): string => {
  const root = mkdtempSync(join(tmpdir(), 'ms-system-'));
  onTestFinished(() => { rmSync(root, { recursive: true, force: true }); });
  for (const [path, contents] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), contents);
  }
  return root;
};

/** One of `test/systems/*.txt` on the disk, without its report. */
export const systemFolder = (name: string): string =>
  folderWith([...parseText(readFileSync(join(import.meta.dirname, '..', 'systems', `${name}.txt`), 'utf8'))].filter(([path]) => path !== 'report'));
