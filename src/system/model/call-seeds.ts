import { callLibraries } from '../libraries/calls.ts';
import type { CallLibrary } from '../libraries/library.ts';
import { enclosingCalled, seenFrom } from './callers.ts';
import type { System } from './system.ts';
import { givenAt } from './reducer.ts';
import type { Made, Term } from './term.ts';
import { entriesOf, useOf, type Use } from './use.ts';

/** A call site that some library recognises, and the way on which it does: from an outer caller to the site itself. */
export interface Seed {
  readonly library: CallLibrary;
  readonly way: readonly Made[];
  /** Where on the way something is asked for that does not come from further out. */
  readonly place: Made;
}

const farthest = 5;
/** Functions that all call one another are reached on more ways than there is time for. */
const mostWays = 500;
/** `{ clients: { orders } }`: how deep in what is handed over a client is looked for. */
const mostNested = 2;

/** Module -> the libraries that look at its calls. */
const lookingAt = new Map<string, readonly CallLibrary[]>();

const librariesFor = (module: string): readonly CallLibrary[] => {
  const found = lookingAt.get(module) ?? callLibraries.filter(({ modules }) => modules.includes('*') || modules.includes(module));
  lookingAt.set(module, found);
  return found;
};

const recognised = (use: Use): readonly CallLibrary[] => librariesFor(use.external.module).filter(({ match }) => match(use) !== null);

const madeOf = ({ site, frame }: Use): Made => ({ site, frame });

const clientModules = new Set(callLibraries.flatMap(({ modules }) => modules));

type Parameter = Extract<Term, { kind: 'parameter' }>;

/** Whether anybody hands a client over for a parameter, himself or for another; asked first, because most functions that are handed over are none. */
const createTakesClient = ({ reducer, callers }: System): ((parameter: Parameter) => boolean) => {
  const known = new Map<string, boolean>();
  const takes = ({ of, index }: Parameter): boolean => {
    const key = `${of} ${index}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, false);
    const found = (callers.get(of) ?? []).some((caller) => isClient(givenAt(reducer, caller, index)));
    known.set(key, found);
    return found;
  };
  const isClient = (term: Term | null, nested = 0): boolean => {
    if (term?.kind === 'either') return term.options.some((option) => isClient(option, nested));
    if (term?.kind === 'parameter') return takes(term);
    if (term?.kind === 'object') return nested < mostNested && entriesOf(reducer, term).some(([, entry]) => isClient(entry, nested + 1));
    return term?.kind === 'external' && clientModules.has(term.module);
  };
  return takes;
};

/** The innermost place at which what is asked for is no parameter any more. */
const placeIn = (system: System, outermost: Made, inner: readonly Made[]): Made => {
  const way = [outermost, ...inner];
  for (let from = way.length - 1; from > 0; from -= 1) {
    const seen = seenFrom(system.reducer, way.slice(from));
    const [first] = seen?.site.args ?? [];
    const isGiven = seen !== null && first !== undefined && system.reducer.reduce(first, seen.frame).kind === 'parameter';
    const here = way[from];
    if (!isGiven && here !== undefined) return here;
  }
  return outermost;
};

/** The client is a parameter: its callers say what it is. */
const handed = (system: System, way: readonly Made[], budget = { ways: mostWays }): readonly Seed[] => {
  const [outermost] = way;
  const key = outermost === undefined ? null : enclosingCalled(system.callers, outermost.frame);
  budget.ways -= 1;
  if (key === null || way.length > farthest || budget.ways < 0) return [];
  return (system.callers.get(key) ?? []).flatMap((caller): readonly Seed[] => {
    const longer = [caller, ...way];
    const seen = seenFrom(system.reducer, longer);
    const use = seen === null ? null : useOf(system.reducer, seen);
    if (use !== null) return recognised(use).map((library) => ({ library, way: longer, place: placeIn(system, caller, way) }));
    return seen !== null && system.reducer.reduce(seen.site.callee, seen.frame).kind === 'parameter' ? handed(system, longer, budget) : [];
  });
};

/** Every place at which some client library may be asked for something. */
export const callSeeds = (system: System): readonly Seed[] => {
  const takesClient = createTakesClient(system);
  const given = system.handed.filter(({ site, frame }) => {
    const term = system.reducer.reduce(site.callee, frame);
    return term.kind === 'parameter' && takesClient(term);
  });
  return [
    ...[...system.uses.values()].flat().flatMap((use) => recognised(use).map((library) => ({ library, way: [madeOf(use)], place: madeOf(use) }))),
    ...given.flatMap((made) => handed(system, [made])),
  ];
};
