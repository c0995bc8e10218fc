import { expect, test } from 'vitest';
import { UserError } from '../../shared/errors.ts';
import { addDeclaration, declarationOf } from './flag-declaration.ts';

const empty = 'export const declaredFlags = defineFlags({});\n';
const code = "{ default: false, owner: 'web' }";

test('the first flag opens the list, the next stands below it, and one that is there stays as it is', () => {
  const one = addDeclaration('free-shipping', code)(empty);
  expect(one).toBe(`export const declaredFlags = defineFlags({\n  'free-shipping': ${code},\n});\n`);
  const two = addDeclaration('page-size', '{ default: 20 }')(one);
  expect(two).toBe(one.replace('},\n});', "},\n  'page-size': { default: 20 },\n});"));
  expect(addDeclaration('free-shipping', '{ default: true }')(two)).toBe(two);
});

test('what a flag is declared with is read back, comments and spaces aside', () => {
  const text = "defineFlags({\n  // kept\n  beta: { default: 20 /* a page */, owner: 'web' },\n  other: shared,\n} satisfies Flags)";
  expect(declarationOf(text, 'beta')).toEqual({ default: '20', owner: "'web'" });
  expect([declarationOf(text, 'other'), declarationOf(text, 'gone')]).toEqual([{}, undefined]);
  expect(addDeclaration('next', code)(text)).toContain(`  other: shared,\n  'next': ${code},\n} satisfies Flags`);
});

test('flags that are not written out are refused', () => {
  for (const text of ['defineFlags(all);', 'export const flags = {};']) expect(() => declarationOf(text, 'x')).toThrow(UserError);
});
