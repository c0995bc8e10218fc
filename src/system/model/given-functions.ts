import type { Value } from '../facts/value.ts';
import type { Reducer } from './reducer.ts';
import type { Frame, Made, Term } from './term.ts';

const deepest = 3;

/** What a name stands for that was given a wrapped function: `const list = asyncHandler(f)`. */
const wrappedBefore = (reducer: Reducer, term: Term | null, depth: number): readonly Frame[] => {
  const made = term?.kind === 'external' && term.path.endsWith('()') ? term.made.at(-1) : undefined;
  return made === undefined ? [] : made.site.args.flatMap((arg) => functionsIn(reducer, arg, made.frame, depth + 1));
};

/** Functions of the tree in a value: itself, those of a list or an object, and what is handed to a wrapper, `asyncHandler(f)`. */
export const functionsIn = (reducer: Reducer, value: Value, frame: Frame, depth = 0): readonly Frame[] => {
  if (depth > deepest) return [];
  const inner = (one: Value): readonly Frame[] => functionsIn(reducer, one, frame, depth + 1);
  if (value.kind === 'array') return value.items.flatMap(inner);
  if (value.kind === 'object') return value.entries.flatMap(([, entry]) => inner(entry));
  const term = ['function', 'reference', 'member', 'call'].includes(value.kind) ? reducer.reduce(value, frame) : null;
  const own = term?.kind === 'function' ? [term.frame] : [];
  const wrapped = value.kind === 'call' ? (frame.file.calls[value.call]?.args ?? []).flatMap(inner) : [];
  return [...own, ...wrapped, ...(value.kind === 'call' ? [] : wrappedBefore(reducer, term, depth))];
};

/** Functions of the tree that a call is given. */
export const givenFunctions = (reducer: Reducer, { site, frame }: Made): readonly Frame[] => site.args.flatMap((value) => functionsIn(reducer, value, frame));
