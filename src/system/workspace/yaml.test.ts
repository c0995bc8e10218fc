import { describe, expect, it } from 'vitest';
import { at, readYaml } from './yaml.ts';

describe('YAML with lines', () => {
  it('follows anchors and takes maps over, what is said at the place first', () => {
    const [yaml] = readYaml('base: &base\n  a: 1\n  b: 2\none:\n  <<: *base\n  b: 3\ntwo: *base\n');
    expect(at(yaml, 'one')?.entries.map(([name, { text, line }]) => `${name}=${text}@${line}`)).toEqual(['b=3@6', 'a=1@2']);
    expect(at(yaml, 'two', 'a')?.text).toBe('1');
  });

  it('ends where an alias leads back to what holds it', () => {
    const [yaml] = readYaml('a: &a\n  b: *a\n');
    expect(at(yaml, 'a', 'b')?.entries).toEqual([]);
  });

  it('has nothing of what is no YAML', () => {
    expect(readYaml('a: [\n')).toBeDefined();
    expect(readYaml('\u0000')).toBeDefined();
  });
});
