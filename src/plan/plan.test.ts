import { expect, test } from 'vitest';
import { UserError } from '../shared/errors.ts';
import { sha256 } from '../shared/sha256.ts';
import { combine } from './combine.ts';
import { compare } from './compare.ts';
import type { FileOperation } from './plan.ts';
import { preview, previewEntries } from './preview.ts';
import { respectUser } from './respect-user.ts';

const create = (path: string, contents: string, more: { readonly secret?: boolean } = {}): FileOperation => ({ kind: 'create', path, contents, owner: 'shared', template: 't', ...more });
const edit = (path: string, change: (before: string) => string): FileOperation => ({ kind: 'edit', path, template: 't', edit: change });
const tree = (files: Record<string, string>) => (path: string): string | undefined => files[path];

test('two creations of one path are refused', () => {
  expect(() => combine({ operations: [create('a', '1')] }, { operations: [create('a', '2')] })).toThrow('two parts of the plan create a');
});

test('what is as it should be is no change; changes are sorted', () => {
  const changes = compare({ operations: [create('b', 'new'), create('a', 'new'), create('same', 'x'), edit('c', (text) => text)] }, tree({ same: 'x', a: 'old', c: 'c' }));
  expect(previewEntries(changes)).toEqual([{ action: 'update', path: 'a' }, { action: 'create', path: 'b' }]);
});

test('an edit sees what the plan wrote before it', () => {
  const [change] = compare({ operations: [create('a', '1'), edit('a', (text) => `${text}2`), edit('a', (text) => `${text}3`)] }, tree({}));
  expect(change).toMatchObject({ kind: 'create', path: 'a', after: '123' });
});

test('an edit of a file that is gone is refused', () => {
  expect(() => compare({ operations: [edit('a', String)] }, tree({}))).toThrow(UserError);
});

test('a preview shows a diff, and no secret', () => {
  const text = preview(compare({ operations: [create('a', 'new\n'), create('.env', 'KEY=geheim\n', { secret: true })] }, tree({ a: 'old\n' })));
  expect(text).toContain('-old\n+new');
  expect(text).not.toContain('geheim');
});

test('a preview of a file without end has one', () => {
  const text = preview(compare({ operations: [create('a', 'line\n'.repeat(5_000))] }, tree({})));
  expect(text.split('\n').length).toBeLessThan(500);
  expect(text).toMatch(/… and \d+ more lines/);
});

test('what the user changed stays, what was never ours is not overwritten', () => {
  const ground = { read: tree({ changed: 'mine', foreign: 'mine' }), base: (path: string) => (path === 'changed' || path === 'removed' ? sha256('ours') : undefined) };
  expect(respectUser({ operations: [create('changed', 'ours'), create('removed', 'ours'), create('fresh', 'ours')] }, ground).operations.map(({ path }) => path)).toEqual(['fresh']);
  expect(() => respectUser({ operations: [create('foreign', 'ours')] }, ground)).toThrow(/foreign/);
  expect(() => respectUser({ operations: [create('changed', 'newer')] }, ground)).toThrow(UserError);
});
