import { describe, expect, test } from 'vitest';
import { goesRound } from './dead-letter.ts';

const died = (...deaths: readonly (readonly [queue: string, reason: string])[]) => ({ 'x-death': deaths.map(([queue, reason]) => ({ queue, reason, count: 1 })) });

describe('goesRound', () => {
  test.each([
    ['was never there', died(['a', 'expired']), 'b', false],
    ['came back without a rejection', died(['a', 'expired']), 'a', true],
    ['came back through another queue without one', died(['b', 'maxlen'], ['a', 'expired']), 'a', true],
    ['was rejected on the way', died(['b', 'expired'], ['a', 'rejected']), 'a', false],
    ['was rejected elsewhere on the way', died(['b', 'rejected'], ['a', 'expired']), 'a', false],
    ['has no deaths', {}, 'a', false],
    ['carries an x-death that is none', { 'x-death': 'forged' }, 'a', false],
  ])('%s', (_, headers, queue, expected) => {
    expect(goesRound(headers, queue)).toBe(expected);
  });
});
