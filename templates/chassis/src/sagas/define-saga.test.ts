import { expect, it } from 'vitest';
import { z } from 'zod';
import { defineSaga } from './define-saga.ts';
import { keyOf, parseKey, undoneKey } from './key.ts';

const nothing = async (): Promise<void> => {};
const step = (name: string) => ({ name, action: nothing, compensation: nothing });
const define = (steps: Parameters<typeof defineSaga>[0]['steps'], name = 'trip') => () => defineSaga({ name, input: z.object({}), steps });

it.each([
  ['no steps', define([]), 'Saga trip: it has no steps.'],
  ['two of a name', define([step('book'), step('book')]), 'two steps are called book'],
  ['a step behind the point of no return', define([{ name: 'send', action: nothing, irreversible: true }, step('book')]), 'send is irreversible and so must be the last step'],
  ['a name that fits into no header', define([step('Book it')]), '"Book it" is no name'],
  ['a saga without a name', define([step('book')], ''), '"" is no name'],
  ['no attempts', define([{ ...step('book'), attempts: 0 }]), 'book has a deadline or a number of attempts below 1'],
])('refuses %s', (_, definition, message) => {
  expect(definition).toThrow(message);
});

it('refuses a result of a step that there is not', () => {
  expect(() => defineSaga({ name: 'trip', input: z.object({}), results: { book: z.string() }, steps: [step('pay')] })).toThrow('results has book, which is no step');
});

it('makes keys that say whose they are', () => {
  const parts = { saga: 'trip', id: 'a_1.2', step: 'book-it' };
  for (const operation of ['action', 'compensation'] as const) expect(parseKey(keyOf({ ...parts, operation }))).toEqual({ ...parts, operation });
  expect(undoneKey(keyOf({ ...parts, operation: 'compensation' }))).toBe(keyOf({ ...parts, operation: 'action' }));
  expect([undoneKey('trip:1:book'), parseKey('order-1'), parseKey('a:b')]).toEqual([undefined, undefined, undefined]);
});
