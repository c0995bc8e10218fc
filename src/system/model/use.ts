import type { CallSite } from '../facts/file-facts.ts';
import { memberTerm } from './member-term.ts';
import { givenAt, type Reducer } from './reducer.ts';
import { sequelizeModel } from './sequelize-models.ts';
import { nothingKnown, symbolOf, type External, type Frame, type Made, type Term } from './term.ts';

/** A call of something from an outside package: what a library recognises. */
export interface Use {
  /** `axios.create().get`; see `External`. */
  readonly symbol: string;
  readonly external: External;
  readonly site: CallSite;
  readonly frame: Frame;
  readonly reducer: Reducer;
}

/** Moleculer hands its context and adapter to actions without an import that would name them. */
const byConvention = ({ site: { callee } }: Made): External | null => {
  if (callee.kind !== 'member') return null;
  const { of, name } = callee;
  if (of.kind === 'member' && of.name === 'adapter' && of.of.kind === 'this') return { kind: 'external', module: 'moleculer-db', path: `.Adapter#.${name}`, made: [] };
  const isContext = (of.kind === 'reference' && /^(?:ctx|context|broker)$/.test(of.name)) || (of.kind === 'member' && of.name === 'broker');
  return isContext && ['call', 'mcall', 'emit', 'broadcast'].includes(name) ? { kind: 'external', module: 'moleculer', path: `.Context#.${name}`, made: [] } : null;
};

export const useOf = (reducer: Reducer, made: Made): Use | null => {
  const whole = reducer.reduce(made.site.callee, made.frame);
  const reduced = whole.kind === 'either' ? (whole.options.find(({ kind }) => kind === 'external' || kind === 'function') ?? whole) : whole;
  const external = reduced.kind === 'external' ? reduced : reduced.kind === 'function' ? null : (byConvention(made) ?? sequelizeModel(reducer, made));
  if (external === null) return null;
  return { symbol: symbolOf(external), external, reducer, ...made };
};

export const argument = ({ site, frame, reducer }: Pick<Use, 'site' | 'frame' | 'reducer'>, index: number): Term => {
  return givenAt(reducer, { site, frame }, index) ?? nothingKnown('the argument is not given');
};

/** What the called method is a member of. */
export const receiver = ({ site: { callee }, frame, reducer }: Use): Term => (callee.kind === 'member' || callee.kind === 'element' ? reducer.reduce(callee.of, frame) : nothingKnown('it is no method'));

/** The name of a called member that is computed: `client[method](…)`. */
export const computedName = ({ site: { callee }, frame, reducer }: Use): Term => (callee.kind === 'element' ? reducer.reduce(callee.key, frame) : nothingKnown('the name is not computed'));

/** A property of a term; `unknown` when it is not set. */
export const property = (reducer: Reducer, of: Term, name: string): Term => memberTerm(reducer, of, { name, at: { file: '', line: 1 } });

/** `x = { ...x }` spreads itself. */
const mostSpreads = 8;

/** The object is made of or by something that is known to say nothing about the property. */
export const isSet = (reducer: Reducer, of: Term, name: string, left = mostSpreads): boolean => {
  if (of.kind === 'either') return of.options.some((option) => isSet(reducer, option, name, left));
  if (of.kind !== 'object' || left === 0) return false;
  return of.value.entries.some(([key]) => key === name) || of.value.spreads.some((spread) => isSet(reducer, reducer.reduce(spread, of.frame), name, left - 1));
};

/** Arguments of the call that made the object the method is called on: the options of `axios.create(options)`. */
export const madeArgument = ({ external, reducer }: Use, name: string, index = 0): Term => {
  const made = external.made.findLast(({ site }) => calledName(site) === name);
  return made === undefined ? nothingKnown('it is made elsewhere') : argument({ ...made, reducer }, index);
};

const calledName = ({ callee }: CallSite): string => (callee.kind === 'member' || callee.kind === 'reference' ? callee.name : '');

/** Entries of an object literal, spread ones included. */
export const entriesOf = (reducer: Reducer, of: Term, left = mostSpreads): readonly (readonly [string, Term])[] => {
  if (of.kind !== 'object' || left === 0) return [];
  const spread = of.value.spreads.flatMap((value) => entriesOf(reducer, reducer.reduce(value, of.frame), left - 1));
  return [...spread, ...of.value.entries.map(([name, value]) => [name, reducer.reduce(value, of.frame)] as const)];
};

/** Items of an array, each with its own term. */
export const itemsOf = (reducer: Reducer, of: Term): readonly Term[] => (of.kind === 'array' ? of.items.map((item) => reducer.reduce(item, of.frame)) : []);

