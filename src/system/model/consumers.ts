import { dispatched } from './dispatched.ts';
import { functionsIn, givenFunctions } from './given-functions.ts';
import { ranBy } from './ran-by.ts';
import type { FoundEvent } from './event-sites.ts';
import { entryFor } from './records.ts';
import { sameWords } from './same-words.ts';
import type { System } from './system.ts';
import { functionKey, type Frame, type Made } from './term.ts';
import type { Use } from './use.ts';

/** Further calls on the same object, or on what the call gave, that hand over the work: `consumer.run(…)`, `subscription.on('message', …)`. */
const partners = ({ site, frame }: Use, name: RegExp): readonly Made[] => {
  const { calls } = frame.file;
  const own = calls.indexOf(site);
  const on = site.callee.kind === 'member' ? site.callee.of : null;
  return calls.filter(({ callee }) => callee.kind === 'member' && name.test(callee.name)).filter((other) => {
    if (other.callee.kind !== 'member') return false;
    const { of } = other.callee;
    const given = of.kind === 'reference' ? frame.file.functions[other.inside]?.locals.get(of.name) : of;
    return (given?.kind === 'call' && given.call === own) || (on !== null && sameWords(on, of) && frame.file.functions[other.inside]?.class === frame.file.functions[site.inside]?.class);
  }).map((other) => ({ site: other, frame: { ...frame, inside: other.inside } }));
};

/** What a decorator stands on: a method, or a class whose methods do the work. */
const decorated = ({ site, frame }: Made): readonly Frame[] => {
  const { file } = frame;
  const index = file.calls.indexOf(site);
  const method = file.functions.findIndex(({ decorators }) => decorators.includes(index));
  if (method >= 0) return [{ ...frame, inside: method }];
  const found = file.classes.find(({ decorators }) => decorators.includes(index));
  return [...(found?.methods ?? [])].filter(([name, id]) => name === 'process' || (file.functions[id]?.decorators.length ?? 0) > 0).map(([, id]) => ({ ...frame, inside: id }));
};

const isInside = ({ file, inside: outer }: Frame, inner: number): boolean => {
  for (let id: number | null = inner; id !== null; id = file.functions[id]?.parent ?? null) if (id === outer) return true;
  return false;
};

/** What a function of a wrapper hands the message on to: a handler that it was given, a method that a subclass has. */
const handedOn = (system: System, frame: Frame): readonly Frame[] =>
  frame.file.calls.filter(({ inside }) => isInside(frame, inside)).flatMap((site) => {
    const ran = ranBy(system.reducer, { site, frame: { ...frame, inside: site.inside } });
    return ran !== null && ran.file !== frame.file ? [ran] : [];
  });

/** Functions that a wrapper is given; of those for several channels, the ones for this. */
const givenFor = (system: System, { at, channel }: FoundEvent): readonly Frame[] => {
  const { reducer } = system;
  const entry = channel === null ? null : entryFor(reducer, at, channel);
  return entry === null ? givenFunctions(reducer, at) : functionsIn(reducer, entry.value, entry.frame);
};

/** Functions that run for each message of a consumer, outermost first. */
export const workOf = (system: System, found: FoundEvent): readonly Frame[] => {
  const { fact, use, at, channel } = found;
  if (fact.direction === 'publish') return [];
  const { reducer } = system;
  const own = [...givenFunctions(reducer, use), ...(fact.worksIn === undefined ? [] : partners(use, fact.worksIn).flatMap((made) => givenFunctions(reducer, made))), ...decorated(use)];
  // A decorator of the team's own may stand around that of the library.
  const outer = at.site === use.site ? [] : [...(at.site.args.length === 0 ? [] : givenFor(system, found)), ...decorated(at)];
  const looked = channel === null ? [] : [...own, ...outer].flatMap((frame) => dispatched(reducer, frame, channel));
  const all = [...own, ...outer, ...looked, ...(at.site === use.site ? [] : own.flatMap((frame) => handedOn(system, frame)))];
  return [...new Map(all.map((frame) => [functionKey(frame.file, frame.inside), frame])).values()];
};
