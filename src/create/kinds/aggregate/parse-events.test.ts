import { expect, test } from 'vitest';
import { UserError } from '../../../shared/errors.ts';
import { parseEvents } from './parse-events.ts';

test('names with commas, in their order', () => {
  expect(parseEvents('placed')).toEqual(['placed']);
  expect(parseEvents(' placed ,handed-over,  shipped ')).toEqual(['placed', 'handed-over', 'shipped']);
});

test.each([
  ['', 'none is given'],
  ['placed,,paid', 'empty name'],
  ['placed, Paid', 'lower-case letters'],
  ['placed paid', 'lower-case letters'],
  ['placed, paid, placed', 'two events are called placed'],
  ['delete', 'a word of JavaScript'],
  ['outbox', 'for something else'],
])('%j is refused: %s', (text, told) => {
  expect(() => parseEvents(text)).toThrow(UserError);
  expect(() => parseEvents(text)).toThrow(told);
});
