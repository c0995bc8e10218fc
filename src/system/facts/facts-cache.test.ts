import { describe, expect, test } from 'vitest';
import { openFactsCache, type FactsCache } from './facts-cache.ts';
import { decodeFacts, encodeFacts } from './facts-codec.ts';
import { readFile, type ReadFacts } from './read-file.ts';

const code = "import a, { type B } from 'x'; export * as c from './c'; @D() class E { f = new G(); h() { const { i } = a(this.f, `j${i}`); } } export interface K {} export enum L { M }";

const bytes = (before: Buffer | null, cache: FactsCache): Buffer | null => {
  const kept = cache.kept();
  const parts = [...(kept?.parts ?? [])].map((part) => Buffer.from(part as string));
  if (kept === null) return before;
  return Buffer.concat(kept.mode === 'more' && before !== null ? [before, ...parts] : parts);
};

/** What is stored after a run that read these files. */
const after = (files: Readonly<Record<string, string>>, before: Buffer | null = null, version = '1'): Buffer | null => {
  const cache = openFactsCache(before, version);
  for (const [path, text] of Object.entries(files)) cache.read(path, text);
  return bytes(before, cache);
};

/** Facts that no parser gives: whoever returns them took them from what is stored. */
const forged = (path: string, text: string): Buffer => Buffer.from(String(after({ [path]: text })).replaceAll('"specifier":"x"', '"specifier":"forged"'));

const specifierOf = (read: ReadFacts, path: string, text: string): string | undefined => {
  const facts = read(path, text);
  return 'reason' in facts ? facts.reason : facts.imports[0]?.specifier;
};

test('what is stored comes back as it was', () => {
  expect(decodeFacts('a.ts', encodeFacts(readFile('a.ts', code)))).toEqual(readFile('a.ts', code));
  expect(decodeFacts('a.ts', encodeFacts({ reason: 'why' }))).toEqual({ reason: 'why' });
});

describe('a file is known by its contents', () => {
  const stored = forged('a.ts', code);

  test('what was read once is not parsed again', () => expect(specifierOf(openFactsCache(stored, '1').read, 'a.ts', code)).toBe('forged'));
  test('nor under another name, which its facts then bear', () => {
    const { read } = openFactsCache(stored, '1');
    expect(specifierOf(read, 'b.ts', code)).toBe('forged');
    expect(read('b.ts', code)).toMatchObject({ path: 'b.ts' });
  });
  test('a changed file is', () => expect(specifierOf(openFactsCache(stored, '1').read, 'a.ts', `${code} `)).toBe('x'));
  test('another language is', () => expect(specifierOf(openFactsCache(stored, '1').read, 'a.tsx', code)).toBe('x'));
  test('what another version stored is', () => expect(specifierOf(openFactsCache(stored, '2').read, 'a.ts', code)).toBe('x'));

  test('two files of the same contents share nothing', () => {
    const { read } = openFactsCache(stored, '1');
    const [a, b] = [read('a.ts', code), read('b.ts', code)];
    if ('reason' in a || 'reason' in b) throw new Error('unreadable');
    expect(a.calls[0]?.callee).toEqual(b.calls[0]?.callee);
    expect(a.calls[0]?.callee).not.toBe(b.calls[0]?.callee);
  });
});

describe('what is broken is read anew', () => {
  const stored = after({ 'a.ts': code }) ?? Buffer.alloc(0);
  test.each([
    ['empty', Buffer.alloc(0)],
    ['noise', Buffer.from('\0\xFF\n'.repeat(99))],
    ['cut in the middle', stored.subarray(0, stored.length - 20)],
    ['other JSON', Buffer.from(stored.toString().replace(/(?<=\n.{41}).*/, '{"calls":[]}'))],
    ['no JSON', Buffer.from(stored.toString().replace('"imports"', 'imports'))],
  ])('%s', (_, broken) => {
    const cache = openFactsCache(broken, '1');
    expect(cache.read('a.ts', code)).toEqual(readFile('a.ts', code));
    const next = openFactsCache(bytes(broken, cache), '1');
    expect(next.read('a.ts', code)).toEqual(readFile('a.ts', code));
    expect(next.kept()).toBeNull();
  });
});

describe('what is stored', () => {
  const many = (count: number, salt: string): Record<string, string> => Object.fromEntries(Array.from({ length: count }, (_, index) => [`${index}.ts`, `${salt}${index}();`]));

  test('nothing, when nothing is new', () => {
    const cache = openFactsCache(after({ 'a.ts': code }), '1');
    cache.read('a.ts', code);
    expect(cache.kept()).toBeNull();
  });

  test('one changed file among many is appended', () => {
    const stored = after(many(100, 'f'));
    const cache = openFactsCache(stored, '1');
    for (const [path, text] of Object.entries({ ...many(100, 'f'), '0.ts': 'changed();' })) cache.read(path, text);
    expect(cache.kept()?.mode).toBe('more');
  });

  test('what nobody asks for any more is dropped before it grows', () => {
    let stored = after(many(50, 'a'));
    for (const salt of 'bcdefgh') stored = after(many(50, salt), stored);
    expect(String(stored).split('\n').length).toBeLessThan(60);
  });
});
