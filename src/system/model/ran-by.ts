import type { Reducer } from './reducer.ts';
import type { Frame, Made } from './term.ts';

/** The function of the tree that a call runs: the called one, or the one that a breaker was made around and fires. */
export const ranBy = (reducer: Reducer, { site, frame }: Made): Frame | null => {
  const callee = reducer.reduce(site.callee, frame);
  if (callee.kind === 'function') return callee.frame;
  if (callee.kind !== 'external' || !callee.path.endsWith('.fire')) return null;
  const breaker = callee.made.find((made) => made.site.isNew);
  const first = breaker?.site.args[0];
  const around = breaker === undefined || first === undefined ? null : reducer.reduce(first, breaker.frame);
  return around?.kind === 'function' ? around.frame : null;
};
