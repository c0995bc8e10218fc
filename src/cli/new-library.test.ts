import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newLibrary } from './new-library.ts';

const folder = join(import.meta.dirname, '..', 'system', 'libraries');
const listsOf = (kind: string) => ({ list: readFileSync(join(folder, `${kind}.ts`), 'utf8'), test: readFileSync(join(folder, `${kind}.test.ts`), 'utf8') });
const kinds = ['calls', 'connections', 'events', 'guards'];

describe('new-library', () => {
  it.each(kinds)('makes the file, the line and the row of one more of %s', (kind) => {
    const lists = listsOf(kind);
    const files = newLibrary(kind, '@nobody/my-client', lists);
    expect([...files.keys()]).toEqual([`${kind}/nobody-my-client.ts`, `${kind}.ts`, `${kind}.test.ts`]);
    const entry = `nobodyMyClient${kind[0]?.toUpperCase()}${kind.slice(1)}`;
    expect(files.get(`${kind}/nobody-my-client.ts`)).toContain(`export const ${entry}`);
    const lines = (files.get(`${kind}.ts`) ?? '').split('\n');
    expect(lines).toContain(`import { ${entry} } from './${kind}/nobody-my-client.ts';`);
    const entries = lines.filter((line) => /^ {2}\w+,$/.test(line));
    expect(entries).toContain(`  ${entry},`);
    expect(entries).toEqual(entries.toSorted());
    expect(entries).toHaveLength((/= \[([^\]]*)\];\s*$/.exec(lists.list)?.[1] ?? '').split(',').filter((one) => one.trim() !== '').length + 1);
    const rows = (files.get(`${kind}.test.ts`) ?? '').split('\n').filter((line) => !lists.test.split('\n').includes(line));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toContain("['@nobody/my-client'");
  });

  it('refuses a kind that there is not', () => {
    expect(() => newLibrary('stores', 'x', { list: '', test: '' })).toThrow('"stores" is no kind of library');
  });

  it.each(['', 'Axios', '../x', 'a;rm', '@scope', "x'"])('refuses the name %j', (name) => {
    expect(() => newLibrary('calls', name, listsOf('calls'))).toThrow(`"${name}" is no name of a package`);
  });

  it('refuses a taken name', () => {
    expect(() => newLibrary('calls', 'axios', listsOf('calls'))).toThrow('there is a library axios already');
  });

  it('fails loudly when the lists have lost their shape', () => {
    expect(() => newLibrary('calls', 'x', { list: 'export const callLibraries = {};', test: '' })).toThrow('calls.ts is not the list');
    expect(() => newLibrary('calls', 'x', { ...listsOf('calls'), test: '' })).toThrow('calls.test.ts is not the list');
  });
});
