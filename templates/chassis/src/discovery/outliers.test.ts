import { expect, it } from 'vitest';
import type { Instance } from './discovery.ts';
import { createOutliers } from './outliers.ts';

const instances = ['a', 'b', 'c', 'd', 'e'].map((id): Instance => ({ id, name: 'orders', address: '127.0.0.1', port: 1, tags: [] }));

const setUp = () => {
  let time = 0;
  const ejected: (readonly [string, number])[] = [];
  const outliers = createOutliers({ now: () => time, onEject: (id, forMs) => { ejected.push([id, forMs]); } });
  const ids = (of = instances): string => outliers.without(of).map(({ id }) => id).join('');
  const fail = (id: string, times: number): void => { for (let failure = 0; failure < times; failure += 1) outliers.failed(id); };
  return { outliers, ejected, ids, fail, pass: (ms: number) => { time += ms; } };
};

it('leaves out an instance that failed three times in a row, and no other', () => {
  const { outliers, ids, fail } = setUp();
  fail('a', 2);
  outliers.answered('a');
  fail('a', 2);
  expect(ids()).toBe('abcde');
  fail('a', 1);
  expect(ids()).toBe('bcde');
});

it('leaves it out for twice as long each time that it fails again, and forgets all at its first answer', () => {
  const { outliers, ejected, ids, fail, pass } = setUp();
  fail('a', 5);
  pass(1_000);
  expect(ids()).toBe('abcde');
  fail('a', 1);
  pass(1_999);
  expect(ids()).toBe('bcde');
  pass(1);
  outliers.answered('a');
  fail('a', 3);
  expect(ejected).toEqual([['a', 1_000], ['a', 2_000], ['a', 1_000]]);
});

it('never leaves out for longer than a minute', () => {
  const { ejected, fail, pass } = setUp();
  fail('a', 2);
  for (let round = 0; round < 12; round += 1) {
    fail('a', 1);
    pass(60_000);
  }
  expect(ejected.at(-1)).toEqual(['a', 60_000]);
});

it('never leaves out more than half, and then those that have the longest to wait', () => {
  const { ids, fail, pass } = setUp();
  for (const { id } of instances) {
    fail(id, 3);
    pass(1);
  }
  expect(ids()).toBe('abc');
  expect(ids(instances.slice(0, 2))).toBe('a');
});

it('keeps the only instance whatever it does', () => {
  const { ids, fail } = setUp();
  fail('a', 9);
  expect(ids(instances.slice(0, 1))).toBe('a');
});
