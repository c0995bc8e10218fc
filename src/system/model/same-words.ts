import type { Value } from '../facts/value.ts';

/** Two places of one file that name the same thing in the same words. */
export const sameWords = (a: Value | undefined, b: Value | undefined): boolean => {
  if (a?.kind === 'reference' && b?.kind === 'reference') return a.name === b.name;
  if (a?.kind === 'literal' && b?.kind === 'literal') return a.value === b.value;
  if (a?.kind === 'member' && b?.kind === 'member') return a.name === b.name && sameWords(a.of, b.of);
  return a?.kind === 'this' && b?.kind === 'this';
};
