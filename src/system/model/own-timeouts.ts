import type { CallSite, FileFacts } from '../facts/file-facts.ts';
import type { Value } from '../facts/value.ts';
import { once } from '../once.ts';
import { enter } from './kept.ts';
import type { Frame } from './term.ts';

/** Bounds that a team wrote itself, without a package to be known by: a timer that ends a promise before its time. */

const isNamed = (value: Value, name: string): boolean => (value.kind === 'reference' || value.kind === 'member') && value.name === name;

export const isWithin = (file: FileFacts, inner: number, outer: number): boolean => {
  for (let id: number | null = inner; id !== null; id = file.functions[id]?.parent ?? null) if (id === outer) return true;
  return false;
};

const callsWithin = (file: FileFacts, outer: number): readonly CallSite[] => file.calls.filter(({ inside }) => isWithin(file, inside, outer));

/** `setTimeout(() => reject(…))` or `setTimeout(reject, …)` for one of the two ways to end the promise. */
const timerEnds = (file: FileFacts, executor: number): boolean => {
  const ends = file.functions[executor]?.parameters.flatMap(({ name }) => name ?? []) ?? [];
  return callsWithin(file, executor).filter(({ callee }) => isNamed(callee, 'setTimeout')).some(({ args: [first] }) => {
    if (first?.kind === 'function') return callsWithin(file, first.id).some(({ callee }) => ends.some((name) => isNamed(callee, name)));
    return first !== undefined && ends.some((name) => isNamed(first, name));
  });
};

const isPromise = (site: CallSite | undefined): boolean => site !== undefined && site.isNew && isNamed(site.callee, 'Promise');

/** The executor of a promise that a timer ends. */
const isBoundedExecutor = (file: FileFacts, id: number): boolean => {
  const [call] = file.functions[id]?.argumentOf ?? [];
  return call !== undefined && isPromise(file.calls[call]) && timerEnds(file, id);
};

const isTimer = (file: FileFacts, value: Value, inside: number): boolean => {
  if (value.kind === 'reference') {
    for (let id: number | null = inside; id !== null; id = file.functions[id]?.parent ?? null) {
      const local: Value | undefined = file.functions[id]?.locals.get(value.name);
      if (local !== undefined && local !== value) return /time_?out|deadline/i.test(value.name) || isTimer(file, local, id);
    }
    return /time_?out|deadline/i.test(value.name);
  }
  if (value.kind === 'function') return callsWithin(file, value.id).some(({ callee }) => isNamed(callee, 'setTimeout'));
  const site = value.kind === 'call' ? file.calls[value.call] : undefined;
  if (site === undefined) return false;
  const [first] = site.args;
  if (isPromise(site) && first?.kind === 'function') return callsWithin(file, first.id).some(({ callee }) => isNamed(callee, 'setTimeout'));
  const { callee } = site;
  return (callee.kind === 'reference' || callee.kind === 'member') && /time_?out|deadline|delay|sleep/i.test(callee.name);
};

const racers = (site: CallSite): readonly Value[] => {
  const { callee, args: [first] } = site;
  return callee.kind === 'member' && callee.name === 'race' && isNamed(callee.of, 'Promise') && first?.kind === 'array' ? first.items : [];
};

const races = (file: FileFacts, site: CallSite): boolean => racers(site).some((value) => isTimer(file, value, site.inside));

/** The call itself and those on whose results it is made: `a` and `b` of `a().b()`. */
const made = (file: FileFacts, value: Value, inside: number): readonly number[] => {
  if (value.kind === 'array') return value.items.flatMap((item) => made(file, item, inside));
  if (value.kind === 'reference') {
    const local = file.functions[inside]?.locals.get(value.name);
    return local === undefined || local.kind === 'reference' ? [] : made(file, local, inside);
  }
  if (value.kind !== 'call') return [];
  const site = file.calls[value.call];
  return [value.call, ...(site?.callee.kind === 'member' ? made(file, site.callee.of, inside) : [])];
};

/** Calls whose result goes straight into another call: `withTimeout(load(), 500)`. */
const handed = once((file: FileFacts): ReadonlyMap<number, readonly CallSite[]> => {
  const found = new Map<number, CallSite[]>();
  for (const site of file.calls) for (const call of site.args.flatMap((arg) => made(file, arg, site.inside))) enter(found, call, site);
  return found;
});

/** The calls that are given what a call gives. */
export const receiversOf = (file: FileFacts, site: CallSite): readonly CallSite[] => handed(file).get(file.calls.indexOf(site)) ?? [];

/** A function that races what it is given against a timer. */
export const boundsWhatItRuns = ({ file, inside }: Frame): boolean => callsWithin(file, inside).some((site) => races(file, site)) || callsWithin(file, inside).some((site) => isPromise(site) && site.args[0]?.kind === 'function' && timerEnds(file, site.args[0].id));

/** Whether the team's own code ends the wait for what a call gives. */
export const ownTimeout = (file: FileFacts, site: CallSite): boolean => {
  for (let id: number | null = site.inside; id !== null; id = file.functions[id]?.parent ?? null) if (isBoundedExecutor(file, id)) return true;
  return receiversOf(file, site).some((outer) => races(file, outer));
};
