import type { Term } from '../../model/term.ts';
import { textOf } from '../../model/text.ts';
import { isSet, property, type Use } from '../../model/use.ts';

/** Options of a retry, read with care: what is computed is not known. */
export interface RetryOptions {
  readonly isSet: (name: string) => boolean;
  /** Null when it is not set or computed. */
  readonly number: (name: string) => number | null;
  readonly isOn: (name: string) => boolean;
  readonly isEndless: (name: string) => boolean;
  readonly term: (name: string) => Term;
}

export const retryOptions = (use: Use, options: Term): RetryOptions => {
  const term = (name: string): Term => property(use.reducer, options, name);
  const raw = (name: string) => (options.kind === 'object' ? options.value.entries.findLast(([key]) => key === name)?.[1] : undefined);
  return {
    term,
    isSet: (name) => isSet(use.reducer, options, name),
    number: (name) => {
      const { text, missing } = textOf(term(name), []);
      return missing.length > 0 || text === '' || !Number.isFinite(Number(text)) ? null : Number(text);
    },
    isOn: (name) => {
      const found = term(name);
      return found.kind === 'flag' && found.value === true;
    },
    isEndless: (name) => {
      const value = raw(name);
      return (value?.kind === 'reference' && value.name === 'Infinity') || (value?.kind === 'member' && /^(?:POSITIVE_INFINITY|MAX_SAFE_INTEGER|MAX_VALUE)$/.test(value.name));
    },
  };
};
