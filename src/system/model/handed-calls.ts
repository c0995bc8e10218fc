import { enclosingCalled, seenFrom, type Callers } from './callers.ts';
import { enter } from './kept.ts';
import type { Reducer } from './reducer.ts';
import { functionKey, type Made } from './term.ts';
import { useOf, type Use } from './use.ts';

/** A call of something that a function was handed, seen from a caller that tells what it is. */
export interface HandedCall {
  /** From the outermost caller to the call itself. */
  readonly way: readonly Made[];
  readonly seen: Made;
}

const farthest = 5;
/** Functions that all call one another are reached on more ways than there is time for. */
const mostWays = 500;

/** Functions that call themselves, directly or through others, hand nothing over that the first of their callers did not. */
const toldBy = (reducer: Reducer, callers: Callers, way: readonly Made[], budget = { ways: mostWays }): readonly HandedCall[] => {
  const [outermost] = way;
  const key = outermost === undefined ? null : enclosingCalled(callers, outermost.frame);
  budget.ways -= 1;
  if (key === null || way.length > farthest || budget.ways < 0) return [];
  return (callers.get(key) ?? []).filter(({ frame }) => enclosingCalled(callers, frame) !== key).flatMap((caller): readonly HandedCall[] => {
    const longer = [caller, ...way];
    const seen = seenFrom(reducer, longer);
    if (seen === null) return [];
    const { kind } = reducer.reduce(seen.site.callee, seen.frame);
    return kind === 'parameter' ? toldBy(reducer, callers, longer, budget) : kind === 'unknown' ? [] : [{ way: longer, seen }];
  });
};

/** Calls of parameters, `start({ broker })`, with what their callers hand over: further callers of the tree's own functions, and uses of packages. */
export const readHandedCalls = (reducer: Reducer, callers: Map<string, Made[]>, handed: readonly Made[]): readonly HandedCall[] => {
  const found = handed.flatMap((made) => toldBy(reducer, callers, [made]));
  for (const { seen } of found) {
    const term = reducer.reduce(seen.site.callee, seen.frame);
    if (term.kind === 'function') enter(callers, functionKey(term.frame.file, term.frame.inside), seen);
  }
  return found;
};

export const handedUses = (reducer: Reducer, calls: readonly HandedCall[]): readonly (HandedCall & { readonly use: Use })[] => calls.flatMap((one) => {
  const use = useOf(reducer, one.seen);
  return use === null ? [] : [{ ...one, use }];
});
