import { expect, it } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

it.each([
  ['3', 3_000],
  ['0', 0],
  ['Thu, 01 Jan 1970 00:01:00 GMT', 50_000],
  ['Thu, 01 Jan 1970 00:00:01 GMT', 0],
  ['-1', undefined],
  ['1.5', undefined],
  ['soon', undefined],
  [undefined, undefined],
])('reads %s as %s ms', (value, expected) => {
  expect(retryAfterMs(value === undefined ? {} : { 'retry-after': value }, 10_000)).toBe(expected);
});
