import { ExitCode, UserError } from './errors.ts';
import { didYouMean } from './nearest.ts';

/** `lint.rules` of `lint` and `rules`; the root has no name. */
export const keyPath = (where: string, key: string): string => {
  if (where === '') return key;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `${where}.${key}` : `${where}["${key}"]`;
};

/** @throws UserError (exit 2) that names the first key nobody reads, and the one that was meant */
export const requireKnownKeys = (value: Readonly<Record<string, unknown>>, known: readonly string[], where: string): void => {
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new UserError(ExitCode.usage, `${keyPath(where, unknown)} is no key of the configuration`, didYouMean(unknown, known));
};
