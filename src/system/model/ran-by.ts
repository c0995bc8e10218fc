import type { Reducer } from './reducer.ts';
import { isStandIn, realOnes } from './stand-ins.ts';
import type { Frame, Made, Term } from './term.ts';

const functionsIn = (term: Term): readonly Frame[] => (term.kind === 'either' ? term.options.flatMap(functionsIn) : term.kind === 'function' ? [term.frame] : []);

/** Of several that may stand behind an interface, the real one. */
const oneOf = (term: Term): Frame | null => realOnes(functionsIn(term), ({ file, inside }) => isStandIn(file, file.functions[inside]?.class ?? null))[0] ?? null;

/** The function of the tree that a call runs: the called one, or the one that a breaker was made around and fires. */
export const ranBy = (reducer: Reducer, { site, frame }: Made): Frame | null => {
  const callee = reducer.reduce(site.callee, frame);
  if (callee.kind === 'function') return callee.frame;
  if (callee.kind === 'either') return oneOf(callee);
  if (callee.kind !== 'external' || !callee.path.endsWith('.fire')) return null;
  const breaker = callee.made.find((made) => made.site.isNew);
  const first = breaker?.site.args[0];
  const around = breaker === undefined || first === undefined ? null : reducer.reduce(first, breaker.frame);
  return around?.kind === 'function' ? around.frame : null;
};
