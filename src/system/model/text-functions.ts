import type { Term } from './term.ts';

const words = (text: string): readonly string[] => text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];

const capital = (word: string): string => `${word.slice(0, 1).toUpperCase()}${word.slice(1).toLowerCase()}`;

const cases: Readonly<Record<string, (text: string) => string>> = {
  snake: (text) => words(text).join('_').toLowerCase(),
  kebab: (text) => words(text).join('-').toLowerCase(),
  param: (text) => words(text).join('-').toLowerCase(),
  dot: (text) => words(text).join('.').toLowerCase(),
  constant: (text) => words(text).join('_').toUpperCase(),
  pascal: (text) => words(text).map(capital).join(''),
  camel: (text) => words(text).map((word, index) => (index === 0 ? word.toLowerCase() : capital(word))).join(''),
};

/** `snakeCase` of lodash, change-case and their like: by its name, whatever package it is from. */
const caseOf = (symbol: string): ((text: string) => string) | null => {
  const [, name = ''] = /(?:^|[./])(snake|kebab|param|dot|constant|pascal|camel)(?:Case|case)$/.exec(symbol) ?? [];
  return cases[name] ?? null;
};

const changed = (change: (text: string) => string, of: Term): Term => {
  if (of.kind === 'text') return { ...of, value: change(of.value) };
  return of.kind === 'either' ? { kind: 'either', options: of.options.map((option) => changed(change, option)) } : of;
};

/** What a function that only rewrites a text makes of it: the new text, or what is not known yet as before. Null for all other functions. */
export const rewritten = (symbol: string, given: () => Term): Term | null => {
  const change = caseOf(symbol);
  return change === null ? null : changed(change, given());
};
