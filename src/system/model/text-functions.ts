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

/** `snakeCase` of lodash, change-case and their like. */
const caseOf = (symbol: string): ((text: string) => string) | null => {
  const [, name = ''] = /^(?:lodash(?:-es)?|change-case|radash|es-toolkit|@nestjs\/graphql|lodash\/\w+|lodash\.\w+)(?:\/|\.|)(?:.*[./])?(snake|kebab|param|dot|constant|pascal|camel)(?:[cC]ase)?$/.exec(symbol) ?? [];
  return cases[name] ?? null;
};

/** What a function that only rewrites a text makes of it: the new text, or what is not known yet as before. */
export const rewritten = (symbol: string, of: Term): Term | null => {
  const change = caseOf(symbol);
  if (change === null) return null;
  if (of.kind === 'text') return { ...of, value: change(of.value) };
  if (of.kind === 'either') return { kind: 'either', options: of.options.map((option) => rewritten(symbol, option) ?? option) };
  return of.kind === 'parameter' || of.kind === 'environment' ? of : null;
};
