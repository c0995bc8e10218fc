import { exampleSection, type VariableGroup } from '../environment.ts';

const names = (text: string): ReadonlySet<string> => new Set([...text.matchAll(/^#?([A-Z][A-Z0-9_]*)=/gm)].map(([, name = '']) => name));

const joined = (before: string, section: string): string => (before === '' || before.endsWith('\n\n') ? before : `${before.trimEnd()}\n\n`) + section;

/** Documents variables at the end of `.env.example`; those that are there stay as they are. */
export const addExampleSection = (group: VariableGroup) => (before: string): string => {
  const known = names(before);
  const variables = group.variables.filter(({ name }) => !known.has(name));
  return variables.length === 0 ? before : joined(before, exampleSection({ ...group, variables }));
};

const secretLine = /^([A-Z][A-Z0-9_]*)=$/gm;

/** Gives every secret that `.env.example` leaves empty a random value in `.env`, unless it has one. */
export const fillSecrets = (example: string, random: () => string) => (before: string): string => {
  const known = names(before);
  const lines = [...example.matchAll(secretLine)].filter(([, name = '']) => !known.has(name)).map(([, name = '']) => `${name}=${random()}\n`);
  return lines.length === 0 ? before : (before === '' || before.endsWith('\n') ? before : `${before}\n`) + lines.join('');
};
