import type { FileFacts, CallSite } from '../facts/file-facts.ts';
import type { Call, Evidence } from '../model.ts';
import { ranBy } from './ran-by.ts';
import type { Reducer } from './reducer.ts';
import { isRemembering } from './remembered.ts';
import type { System } from './system.ts';
import { functionKey, moduleFrame, type Frame, type Made } from './term.ts';

/** A loop is looked for in so many callers of callers. */
const farthest = 4;

const iterators = new Set(['map', 'forEach', 'flatMap', 'filter']);
const shortest = 3;

/** Calls that hand a function by name to an iterator: `ids.map(fetchUser)`. */
const handedToIterators = (system: System): ReadonlyMap<string, readonly Made[]> => {
  const handed = new Map<string, Made[]>();
  for (const file of system.files) {
    for (const site of file.calls) {
      const { callee, args: [given] } = site;
      const isShort = callee.kind === 'member' && callee.of.kind === 'array' && callee.of.items.length <= shortest;
      if (callee.kind !== 'member' || isShort || !iterators.has(callee.name) || (given?.kind !== 'reference' && given?.kind !== 'member')) continue;
      const frame: Frame = { ...moduleFrame(file), inside: site.inside };
      const term = system.reducer.reduce(given, frame);
      if (term.kind !== 'function') continue;
      const key = functionKey(term.frame.file, term.frame.inside);
      handed.set(key, [...(handed.get(key) ?? []), { site, frame }]);
    }
  }
  return handed;
};

/**
 * The function around a place that has to be called for the place to run. Functions that are handed to a call on the way run
 * where they stand: who they are handed to runs others, too, and says nothing about these.
 */
const calledAround = (file: FileFacts, inside: number): string | null => {
  let id = inside;
  for (let found = file.functions[id]; found?.argumentOf != null && found.parent !== null; found = file.functions[id]) id = found.parent;
  return id === 0 ? null : functionKey(file, id);
};

/** Whether what stands in one function runs when another around it is called: not if a function between them is only handed back. */
const runsInside = (file: FileFacts, inner: number, outer: number): boolean => {
  for (let id: number | null = inner; id !== null && id !== outer; id = file.functions[id]?.parent ?? null) if (file.functions[id]?.argumentOf == null) return false;
  return true;
};

/** Whether a call on the way to another runs in a loop that runs that one, too; `way` leads from the outermost caller to the call itself. */
export const isInLoop = (reducer: Reducer, way: readonly Made[]): boolean => {
  for (let step = way.length - 1; step >= 0; step -= 1) {
    const [by, made] = [way[step - 1], way[step]];
    if (made === undefined || made.site.inLoop) return made !== undefined;
    if (isRemembering(made.frame.file, made.site.inside)) return false;
    const ran = by === undefined ? null : ranBy(reducer, by);
    if (ran !== null && !runsInside(made.frame.file, made.site.inside, ran.inside)) return false;
  }
  return false;
};

interface Place {
  readonly file: FileFacts;
  readonly inside: number;
}

/** Where a loop runs the function around a place, the nearest first; null when no caller is seen in one. */
type LoopAround = (place: Place) => Evidence | null;

const createLoopAround = (system: System): LoopAround => {
  const handed = handedToIterators(system);
  const note = ({ site, frame }: Made): Evidence => ({ file: frame.file.path, line: site.line, column: site.column, note: 'runs once for each element' });
  return (start) => {
    const seen = new Set<string>();
    let places: readonly Place[] = [start];
    for (let step = 0; step < farthest && places.length > 0; step += 1) {
      const keys = places.filter(({ file, inside }) => !isRemembering(file, inside)).flatMap(({ file, inside }) => calledAround(file, inside) ?? []).filter((key) => !seen.has(key));
      keys.forEach((key) => seen.add(key));
      const callers = keys.flatMap((key) => system.callers.get(key) ?? []);
      const loop = keys.flatMap((key) => handed.get(key) ?? [])[0] ?? callers.find(({ site }) => site.inLoop);
      if (loop !== undefined) return note(loop);
      places = callers.map(({ site, frame }) => ({ file: frame.file, inside: site.inside }));
    }
    return null;
  };
};

/** Calls with the loops that run them from elsewhere. */
export const withLoops = (system: System, calls: readonly Call[]): readonly Call[] => {
  const around = createLoopAround(system);
  const files = new Map(system.files.map((file) => [file.path, file]));
  const siteOf = (file: FileFacts | undefined, call: Call): CallSite | undefined => file?.calls.find(({ line, column }) => line === call.line && column === (call.column ?? 1));
  return calls.map((call) => {
    const file = files.get(call.file);
    const site = call.inLoop ? undefined : siteOf(file, call);
    const loop = file === undefined || site === undefined ? null : around({ file, inside: site.inside });
    return loop === null ? call : { ...call, inLoop: true, loop };
  });
};
