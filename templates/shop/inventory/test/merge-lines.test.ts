import { expect, test } from 'vitest';
import { mergeLines, totalCents } from '../src/domain/reservation.ts';

test('merges lines of one sku and sorts them', () => {
  const lines = [{ sku: 'b', quantity: 1 }, { sku: 'a', quantity: 2 }, { sku: 'b', quantity: 3 }];

  expect(mergeLines(lines)).toEqual([{ sku: 'a', quantity: 2 }, { sku: 'b', quantity: 4 }]);
});

test('adds up in whole cents', () => {
  expect(totalCents([{ sku: 'a', quantity: 3, unitPriceCents: 10 }, { sku: 'b', quantity: 1, unitPriceCents: 99 }])).toBe(129);
});
