import { expect, test } from 'vitest';
import { didYouMean, nearest } from './nearest.ts';

const commands = ['create', 'add-service', 'lint', 'list', 'dev'];

test.each([['lnit', 'lint'], ['creat', 'create'], ['addservice', 'add-service'], ['LINT', 'lint'], ['add', 'add-service']])('%s is near %s', (given, meant) => {
  expect(nearest(given, commands)).toBe(meant);
});

test('nothing is near', () => {
  expect(nearest('frobnicate', commands)).toBeNull();
  expect(didYouMean('frobnicate', commands)).toBe('There is: create, add-service, lint, list, dev.');
});
