import { expect, test } from 'vitest';
import type { Change } from '../plan/plan.ts';
import { sha256 } from '../shared/sha256.ts';
import { manifestChanges, nextManifest, parseManifest, type Manifest } from './manifest.ts';

const empty: Manifest = { version: 1, tool: '1.0.0', answers: {}, files: {} };
const change = (path: string, after: string, before: string | null = null, secret = false): Change =>
  ({ kind: before === null ? 'create' : 'update', path, before, after, rendered: before === null ? after : null, owner: 'shared', template: 't', executable: false, secret });

/** What would be written of the tool's own books. */
const written = (changes: readonly Change[], read: (path: string) => string | undefined = () => undefined, manifest = empty) =>
  manifestChanges(manifest, changes, read).map((one) => ({ path: one.path, after: one.kind === 'delete' ? null : one.after }));

test('files are entered with their hash, sorted; secrets never', () => {
  const next = nextManifest(empty, [change('b', '2'), change('a', '1'), change('.env', 'KEY', null, true)]);
  expect(Object.keys(next.files)).toEqual(['a', 'b']);
  expect(next.files['a']).toEqual({ template: 't', version: '1.0.0', sha256: sha256('1'), base: sha256('1'), owner: 'shared' });
});

test('an edit of what the user had changed keeps the old entry: the base of a merge is what the tool wrote', () => {
  const written = nextManifest(empty, [change('a', 'ours')]);
  expect(nextManifest(written, [change('a', 'theirs+edit', 'theirs')]).files['a']?.sha256).toBe(sha256('ours'));
  expect(nextManifest(written, [change('a', 'ours+edit', 'ours')]).files['a']).toMatchObject({ sha256: sha256('ours+edit'), base: sha256('ours') });
});

test('bases are kept for what may be merged, and the manifest is committed with the files', () => {
  const [bases, manifest] = written([change('a', '1'), { ...change('r', '2'), owner: 'user' } as Change]);
  expect(bases).toEqual({ path: '.ms/base.json', after: `{\n "${sha256('1')}": "1"\n}\n` });
  expect(manifest?.path).toBe('.ms/manifest.json');
});

test('bases that stand are kept while a file has them', () => {
  const [first, manifest] = written([change('a', '1'), change('b', '2')]);
  const before = (path: string): string | undefined => (path === '.ms/base.json' ? String(first?.after) : undefined);
  const [grown] = written([change('c', '3')], before, parseManifest(String(manifest?.after)));
  expect(JSON.parse(String(grown?.after))).toEqual({ [sha256('1')]: '1', [sha256('2')]: '2', [sha256('3')]: '3' });
  const [left] = written([{ kind: 'delete', path: 'b', before: '2' }], before, parseManifest(String(manifest?.after)));
  expect(JSON.parse(String(left?.after))).toEqual({ [sha256('1')]: '1' });
});

test('broken bases are refused', () => {
  expect(() => written([change('a', '1')], () => '<<<<<<< HEAD')).toThrow('.ms/base.json can not be used');
});

test('a manifest survives being written and read', () => {
  const next = nextManifest(empty, [change('a', '1')]);
  expect(parseManifest(JSON.stringify(next))).toEqual(next);
});

test.each(['', '{', '[]', 'null', '{"version":2}', '{"version":1}', '{"version":1,"tool":"1","answers":{},"files":{"a":1}}'])('%j is refused', (text) => {
  expect(() => parseManifest(text)).toThrow('.ms/manifest.json can not be used');
});
