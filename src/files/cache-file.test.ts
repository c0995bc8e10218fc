import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyFolder } from '../../test/support/run-ms.ts';
import { cacheFile } from './cache-file.ts';

const tree = (): { readonly root: string; readonly home: string; readonly env: NodeJS.ProcessEnv } => {
  const folder = emptyFolder();
  const [root, home] = [join(folder, 'system'), join(folder, 'home')];
  mkdirSync(join(root, '.git'), { recursive: true });
  return { root, home, env: { XDG_CACHE_HOME: home, LOCALAPPDATA: home } };
};

const text = (contents: Buffer | null): string | null => contents?.toString() ?? null;

describe('where it is', () => {
  test('below the packages of the tree, out of git\'s sight', () => {
    const { root, home, env } = tree();
    mkdirSync(join(root, 'node_modules'));
    cacheFile(root, 'facts', env).replace(['a']);
    const folder = join(root, 'node_modules', '.cache', 'create-microservice');
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
    expect(readdirSync(folder)).toHaveLength(2);
    expect(existsSync(home)).toBe(false);
  });

  test('packages of the repository serve its folders, each with a file of its own', () => {
    const { root, env } = tree();
    mkdirSync(join(root, 'node_modules'));
    mkdirSync(join(root, 'services'));
    cacheFile(root, 'facts', env).replace(['all']);
    cacheFile(join(root, 'services'), 'facts', env).replace(['some']);
    expect([root, join(root, 'services')].map((one) => text(cacheFile(one, 'facts', env).read()))).toEqual(['all', 'some']);
    expect(readdirSync(join(root, 'services'))).toEqual([]);
  });

  test('the user\'s cache folder where there are no packages, and nothing in the tree', () => {
    const { root, home, env } = tree();
    cacheFile(root, 'facts', env).replace(['a']);
    expect(readdirSync(join(home, 'create-microservice'))).toHaveLength(2);
    expect(readdirSync(root)).toEqual(['.git']);
  });

  test('never through a link that the tree laid', () => {
    const { root, home, env } = tree();
    mkdirSync(join(root, 'node_modules', '.cache'), { recursive: true });
    mkdirSync(home);
    symlinkSync(home, join(root, 'node_modules', '.cache', 'create-microservice'));
    cacheFile(root, 'facts', env).replace(['a']);
    expect(readdirSync(home)).toEqual([]);
  });
});

describe('what it does', () => {
  test('replaces, appends, reads', () => {
    const { root, env } = tree();
    const file = cacheFile(root, 'facts', env);
    expect(file.read()).toBeNull();
    file.append(['lost']);
    expect(file.read()).toBeNull();
    file.replace(['a', Buffer.from('b'), 'x'.repeat(3_000_000)]);
    file.append(['c', 'd']);
    expect(text(file.read())).toBe(`ab${'x'.repeat(3_000_000)}cd`);
    file.replace(['e']);
    expect(text(file.read())).toBe('e');
  });

  test('where nothing may be written nothing is, and nobody is told', () => {
    const { root, env } = tree();
    mkdirSync(join(root, 'node_modules'));
    writeFileSync(join(root, 'node_modules', '.cache'), 'a file where a folder should be');
    const file = cacheFile(root, 'facts', env);
    expect(() => { file.replace(['a']); }).not.toThrow();
    expect(file.read()).toBeNull();
  });

  test('caches of trees that nobody looked at for long make room, and nothing else of that folder does', () => {
    const { root, home, env } = tree();
    mkdirSync(join(home, 'create-microservice'), { recursive: true });
    writeFileSync(join(home, 'create-microservice', 'somebody-elses'), '');
    utimesSync(join(home, 'create-microservice', 'somebody-elses'), 0, 0);
    for (let index = 0; index < 25; index += 1) {
      const one = join(root, String(index));
      mkdirSync(join(one, '.git'), { recursive: true });
      cacheFile(one, 'facts', env).replace(['a']);
    }
    expect(readdirSync(join(home, 'create-microservice')).length).toBeLessThanOrEqual(23);
    expect(readdirSync(join(home, 'create-microservice'))).toContain('somebody-elses');
  });
});
