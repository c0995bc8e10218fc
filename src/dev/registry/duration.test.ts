import { describe, expect, it } from 'vitest';
import { parseDuration, requireDuration } from './duration.ts';

describe('durations in the notation of Go', () => {
  it.each([['10s', 10_000], ['500ms', 500], ['1m30s', 90_000], ['1.5s', 1500], ['2h', 7_200_000], ['0', 0]])('%s', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it.each(['', 'abc', '10', '10x', '-1s', '1s2', 's'])('refuses %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
    expect(() => requireDuration(text)).toThrow(/invalid duration/u);
  });
});
