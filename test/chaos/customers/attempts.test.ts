import { describe, expect, it } from 'vitest';
import { isQuiet, recoveredAt, type Attempt } from './attempts.ts';

const at = (startedAt: number, status: Attempt['status'] = 201): Attempt => ({ startedAt, endedAt: startedAt + 20, gateway: 'gateway-1', status });
/** One each 50 ms, from 0 to 5 s. */
const steady = Array.from({ length: 100 }, (_, index) => at(index * 50));

describe('quiet', () => {
  it('is when nothing has failed for a while', () => { expect(isQuiet(steady, 0, 5_000)).toBe(true); });
  it('is not when something failed lately, also what began before', () => {
    expect(isQuiet([...steady, at(4_000, 503)], 0, 5_000)).toBe(false);
    expect(isQuiet([...steady, { ...at(500, 'timeout'), endedAt: 4_000 }], 0, 5_000)).toBe(false);
    expect(isQuiet([...steady, at(500, 503)], 0, 5_000)).toBe(true);
  });
  it('is not before the while is over, nor when hardly anybody tried', () => {
    expect(isQuiet(steady, 3_000, 5_000)).toBe(false);
    expect(isQuiet([at(4_000)], 0, 5_000)).toBe(false);
  });
});

describe('recovery', () => {
  const good = [at(10), at(20), at(30), at(40), at(50)];
  it('is at the end of the first five good tries in a row', () => {
    expect(recoveredAt(good, 0)).toBe(70);
    expect(recoveredAt([at(5, 503), ...good], 0)).toBe(70);
    expect(recoveredAt([...good.slice(0, 4), at(45, 'broken'), ...good.map(({ startedAt }) => at(startedAt + 100))], 0)).toBe(170);
  });
  it('is not there without them', () => { expect(recoveredAt(good, 20)).toBeUndefined(); });
});
