import { expect, it } from 'vitest';
import { withoutCommands } from './terminal.ts';

it('lets no name command the terminal', () => {
  const named = 'a\u001B[2J\u001B]0;title\u0007b\rc\u009B31m\td\n';
  expect(withoutCommands(named, true)).toBe('a[2J]0;titlebc31m\td\n');
  expect(withoutCommands('\u001B[31mred\u001B[39m', true)).toBe('\u001B[31mred\u001B[39m');
  expect(withoutCommands('\u001B[31mred\u001B[39m', false)).toBe('red');
});
