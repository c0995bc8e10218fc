import type { CallSite, FileFacts } from '../facts/file-facts.ts';
import type { Guards } from '../model.ts';
import { guardLibraries } from '../libraries/guards.ts';
import { unguarded } from '../libraries/library.ts';
import { asksCircuit, breakerBeside, ownBreaker, ownRetry } from './own-breakers.ts';
import { boundsWhatItRuns, isWithin, ownTimeout, receiversOf } from './own-timeouts.ts';
import type { Reducer } from './reducer.ts';
import { functionKey, type Frame, type Made, type Term } from './term.ts';
import { argument, useOf } from './use.ts';

export const together = (guards: readonly Partial<Guards>[]): Guards => ({
  timeout: guards.some(({ timeout }) => timeout === true),
  breaker: guards.some(({ breaker }) => breaker === true),
  retry: guards.some(({ retry }) => retry === true),
});

/** What an outside function guards when it runs a function that it is given. */
const guardsOfTerm = (reducer: Reducer, term: Term, made: Made): Guards => {
  if (term.kind === 'external') return together(guardLibraries.map((library) => library({ symbol: `${term.module}${term.path}`, external: term, reducer, ...made })));
  return term.kind === 'function' ? together([guardsInside(reducer, term.frame), ownBreaker(term.frame), ownRetry(term.frame), { timeout: boundsWhatItRuns(term.frame) }]) : unguarded;
};

/** A function that runs what it is given inside a breaker is one itself. */
const guardsInside = (reducer: Reducer, frame: Frame): Guards => {
  const { file, inside } = frame;
  const own = file.calls.filter((site) => isWithin(file, site.inside, inside));
  return together(own.map((site) => {
    const use = useOf(reducer, { site, frame: { ...frame, inside: site.inside } });
    return use === null ? unguarded : together(guardLibraries.map((library) => library(use)));
  }));
};

/** Functions that are given to a guard by name: `new CircuitBreaker(callOrders)`. */
export type Guarded = ReadonlyMap<string, Guards>;

export const readGuarded = (reducer: Reducer, calls: readonly Made[]): Guarded => {
  const found = new Map<string, Guards>();
  for (const made of calls) {
    const use = useOf(reducer, made);
    if (use === null) continue;
    const guards = together(guardLibraries.map((library) => library(use)));
    if (!guards.breaker && !guards.timeout) continue;
    made.site.args.forEach((_, index) => {
      const given = argument(use, index);
      const target = given.kind === 'function' ? given.frame : null;
      if (target !== null) found.set(functionKey(target.file, target.inside), guards);
    });
  }
  return found;
};

/** `pTimeout(load(), …)`, `withTimeout(load())`: what is given the promise may bound the wait for it. */
const guardsOfReceiver = (reducer: Reducer, made: Made): Guards => {
  const term = reducer.reduce(made.site.callee, made.frame);
  const { timeout } = guardsOfTerm(reducer, term, made);
  return { ...unguarded, timeout };
};

/** It stands in a loop that tries it again when it fails. */
const isTriedAgain = ({ retryLoops }: FileFacts, { line, inside }: CallSite): boolean => retryLoops.some((loop) => loop.line <= line && line <= loop.end && inside === loop.inside);

/** What holds for everything that runs at a place. */
export const guardsAround = (reducer: Reducer, guarded: Guarded, { site: own, frame }: Made): Guards => {
  const { file } = frame;
  const found: Guards[] = [{ ...unguarded, timeout: ownTimeout(file, own), retry: isTriedAgain(file, own) }, ...receiversOf(file, own).map((site) => guardsOfReceiver(reducer, { site, frame: { ...frame, inside: site.inside } }))];
  for (let id: number | null = frame.inside; id !== null; id = file.functions[id]?.parent ?? null) {
    const named = guarded.get(functionKey(file, id));
    if (named !== undefined) found.push(named);
    if (id !== 0) found.push(together([asksCircuit({ ...frame, inside: id })]));
    const [call] = file.functions[id]?.argumentOf ?? [];
    const site = call === undefined ? undefined : file.calls[call];
    if (site === undefined) continue;
    const outer: Made = { site, frame: { ...frame, inside: site.inside } };
    found.push(guardsOfTerm(reducer, reducer.reduce(site.callee, outer.frame), outer), together([breakerBeside(file, site)]));
  }
  return together(found);
};

/** RxJS operators behind a call: `.pipe(timeout(5000), retry(2))`. */
export const guardsBehind = (reducer: Reducer, { site, frame }: Made): Guards => {
  const pipes = site.chain.filter(({ name }) => name === 'pipe').flatMap(({ call }) => frame.file.calls[call] ?? []);
  const operators = pipes.flatMap((pipe) => pipe.args.map((arg) => reducer.reduce(arg, frame)));
  const named = (name: string): boolean => operators.some((term) => term.kind === 'external' && term.module.startsWith('rxjs') && term.path.startsWith(`.${name}`));
  return { timeout: named('timeout'), breaker: false, retry: named('retry') };
};
