import type { Value } from '../facts/value.ts';
import type { Reducer } from './reducer.ts';
import type { Frame, Made } from './term.ts';

/** Part of a list or of a record, and where it stands. */
export interface Entry {
  readonly value: Value;
  readonly line: number;
  readonly frame: Frame;
}

const deepest = 2;

const says = (reducer: Reducer, value: Value, frame: Frame, text: string): boolean => {
  const term = value.kind === 'literal' || value.kind === 'member' || value.kind === 'reference' ? reducer.reduce(value, frame) : null;
  return term?.kind === 'text' && term.value === text;
};

const entriesIn = (reducer: Reducer, value: Value, frame: Frame, depth = 0): readonly (Entry & { readonly name: string | null })[] => {
  const term = value.kind === 'call' || depth > deepest ? null : reducer.reduce(value, frame);
  if (term?.kind === 'array') return term.items.map((item) => ({ name: null, value: item, line: item.line, frame: term.frame }));
  if (term?.kind !== 'object') return [];
  const own = term.value.entries.map(([name, entry]) => ({ name, value: entry, line: entry.line, frame: term.frame }));
  return [...own, ...own.flatMap((one) => entriesIn(reducer, one.value, one.frame, depth + 1))];
};

/**
 * What a call is given for one of several names: `{ topic: 'a', handler }` of a list of such, or `a: handler` of a record.
 * Null where it is given no more than one, or nothing of that name.
 */
export const entryFor = (reducer: Reducer, { site, frame }: Made, name: string): Entry | null => {
  const all = site.args.flatMap((arg) => entriesIn(reducer, arg, frame));
  const keyed = all.filter((one) => one.name === name);
  const listed = all.filter((one) => one.name === null && one.value.kind === 'object' && one.value.entries.some(([, value]) => says(reducer, value, one.frame, name)));
  const [only, ...others] = [...keyed, ...listed];
  return only === undefined || others.length > 0 || all.length < 2 ? null : only;
};
