import { expect, it } from 'vitest';
import { escapedExpression } from './escaped-expression.ts';

it('stands for itself, whatever it is', () => {
  const text = String.raw`a.*+?^${'${'}}()|[z-a]\/-b`;
  expect(new RegExp(`^${escapedExpression(text)}$`).test(text)).toBe(true);
  expect(new RegExp(`^[${escapedExpression('a-c')}]$`).test('b')).toBe(false);
});
