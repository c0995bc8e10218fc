import { expect, it } from 'vitest';
import { createRetryBudget } from './retry-budget.ts';

const setUp = () => {
  let time = 0;
  const budget = createRetryBudget({ now: () => time });
  const spend = (): number => { let spent = 0; while (budget.withdraw()) spent += 1; return spent; };
  return { budget, spend, pass: (ms: number) => { time += ms; } };
};

it('has a reserve, and then a tenth of the calls', () => {
  const { budget, spend } = setUp();
  expect(spend()).toBe(50);
  for (let call = 0; call < 205; call += 1) budget.deposit();
  expect(spend()).toBe(20);
});

it('gives five a second however few the calls, and saves no more than ten seconds of them', () => {
  const { spend, pass } = setUp();
  spend();
  pass(1_000);
  expect(spend()).toBe(5);
  pass(3_600_000);
  expect(spend()).toBe(50);
});
