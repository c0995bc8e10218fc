import { describe, expect, test } from 'vitest';
import { topicMatches } from './topic.ts';

describe('topicMatches', () => {
  test.each([
    ['order.created', 'order.created'],
    ['order.*', 'order.created'],
    ['*.created.*', 'order.created.v1'],
    ['#', ''],
    ['#', 'a.b.c'],
    ['order.#', 'order'],
    ['order.#', 'order.created.v1'],
    ['#.v1', 'v1'],
    ['#.v1', 'order.created.v1'],
    ['a.#.z', 'a.z'],
    ['a.#.#.z', 'a.b.z'],
    ['#.*', 'a'],
    ['*.#', 'a.b'],
    ['a..b', 'a..b'],
    ['a.*.b', 'a..b'],
  ])('%s matches %s', (pattern, key) => {
    expect(topicMatches(pattern, key)).toBe(true);
  });

  test.each([
    ['order.*', 'order'],
    ['order.*', 'order.created.v1'],
    ['*', ''],
    ['*', 'a.b'],
    ['#.*', ''],
    ['a.#.z', 'a.b'],
    ['order.created', 'order.Created'],
    ['ord*', 'order'],
    ['', 'a'],
  ])('%s does not match %s', (pattern, key) => {
    expect(topicMatches(pattern, key)).toBe(false);
  });

  test('many # stay cheap', () => {
    expect(topicMatches(`${'#.'.repeat(30)}z`, 'a.'.repeat(60))).toBe(false);
  });
});
