import { expect, test } from 'vitest';
import type { Change } from '../plan/plan.ts';
import { sha256 } from '../shared/sha256.ts';
import { manifestChanges, nextManifest, parseManifest, type Manifest } from './manifest.ts';

const empty: Manifest = { version: 1, tool: '1.0.0', answers: {}, files: {} };
const change = (path: string, after: string, before: string | null = null, secret = false): Change =>
  ({ kind: before === null ? 'create' : 'update', path, before, after, rendered: before === null ? after : null, owner: 'shared', template: 't', executable: false, secret });

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
  const paths = manifestChanges(empty, [change('a', '1'), { ...change('r', '2'), owner: 'user' } as Change], null).map(({ path }) => path);
  expect(paths).toEqual([`.ms/base/${sha256('1')}`, '.ms/manifest.json']);
});

test('a manifest survives being written and read', () => {
  const next = nextManifest(empty, [change('a', '1')]);
  expect(parseManifest(JSON.stringify(next))).toEqual(next);
});

test.each(['', '{', '[]', 'null', '{"version":2}', '{"version":1}', '{"version":1,"tool":"1","answers":{},"files":{"a":1}}'])('%j is refused', (text) => {
  expect(() => parseManifest(text)).toThrow('.ms/manifest.json can not be used');
});
