import { readFile } from 'node:fs/promises';
import type { FlagDeclarations, ValueOf } from '../flags/define-flags.ts';
import type { Flags } from '../flags/open-flags.ts';
import { strictRules } from '../flags/strict-rules.ts';

/** Flags as a test wants them; the others have their defaults. */
export const fixedFlags = <Declared extends FlagDeclarations>(declared: Declared, values: { readonly [Name in keyof Declared]?: ValueOf<Declared[Name]> } = {}): Flags<Declared> => ({
  value: async (name) => (values[name] ?? declared[name]?.default) as ValueOf<Declared[typeof name]>,
});

/** Where declarations and a file of rules do not fit each other, one sentence each. */
export const flagProblems = async (declared: FlagDeclarations, file: URL): Promise<readonly string[]> => {
  const { core, replace } = strictRules();
  try {
    replace(await readFile(file, 'utf8'));
  } catch (error) {
    return [`the file is not in flagd's schema: ${String(error)}`];
  }
  const undeclared = [...core.getFlags().keys()].filter((name) => declared[name] === undefined).map((name) => `${name} has rules and no declaration`);
  const unfit = Object.entries(declared).flatMap(([name, { default: fallback }]) => {
    const flag = core.getFlag(name);
    if (flag === undefined) return [`${name} is declared and has no rules`];
    return [...flag.variants].filter(([, value]) => typeof value !== typeof fallback).map(([variant]) => `${name}: the variant ${variant} is no ${typeof fallback}`);
  });
  return [...undeclared, ...unfit];
};
