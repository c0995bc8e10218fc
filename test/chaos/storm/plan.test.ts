import { expect, it } from 'vitest';
import { createRandom } from '../../support/random.ts';
import { faultKinds, planFaults } from './plan.ts';

const plan = (seed: number, count = 50) => planFaults(createRandom(seed, 0), count);

it('is the same for the same seed, and another for another', () => {
  expect(plan(7)).toEqual(plan(7));
  expect(plan(8)).not.toEqual(plan(7));
});

it('has every kind of fault, whatever the seed', () => {
  for (let seed = 1; seed <= 20; seed += 1) expect(new Set(plan(seed).map(({ kind }) => kind))).toEqual(new Set(faultKinds));
});

it('kills each server before it kills one twice', () => {
  const killed = plan(3).filter(({ kind }) => kind === 'kill-server').map(({ target }) => target);
  expect(new Set(killed.slice(0, 4)).size).toBe(4);
});
