import { expect, it } from 'vitest';
import { createIgnored } from './git-ignored.ts';

const ignored = (lines: string, path: string): boolean => createIgnored({ paths: ['.gitignore', path], read: (asked) => (asked === '.gitignore' ? lines : undefined) })(path);

it.each([
  ['.env', 'a/.env', true],
  ['/.env', '.env', true],
  ['**/.env.*', 'a/b/.env.local', true],
  ['*.env\n!shared.env', 'shared.env', false],
  ['[Dd]ebug.env', 'debug.env', true],
  ['# .env', '.env', false],
  // Each of these is no regular expression.
  ['[', '[', true],
  ['paths = [', 'a.env', false],
  ['[z-a].env', 'z.env', false],
  ['(', '(', true],
])('%s: %s', (lines, path, expected) => {
  expect(ignored(lines, path)).toBe(expected);
});

it('does not take the power of the stars in a line', () => {
  expect(ignored(`${'*a'.repeat(30)}b`, `${'a'.repeat(200)}.env`)).toBe(false);
});
