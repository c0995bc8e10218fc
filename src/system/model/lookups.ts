import { alternatives } from './lists.ts';
import type { Reducer } from './reducer.ts';
import { moduleFrame, type External, type Frame, type Made, type Term } from './term.ts';

const isMap = (term: Term): term is External => term.kind === 'external' && term.module === 'global' && term.path === '.Map#';

const mapAsked = (reducer: Reducer, { site: { callee }, frame }: Made, method: string): External | null => {
  if (callee.kind !== 'member' || callee.name !== method) return null;
  const of = reducer.reduce(callee.of, frame);
  return isMap(of) ? of : null;
};

/** What `map.get(key)` gives, where the file that makes the map puts things of one library into it: one of those. */
export const kept = (reducer: Reducer, made: Made): External | null => {
  const maker = mapAsked(reducer, made, 'get')?.made.at(-1);
  if (maker === undefined) return null;
  const { file } = maker.frame;
  for (const site of file.calls) {
    const [, value] = site.args;
    if (value === undefined || site.callee.kind !== 'member' || site.callee.name !== 'set') continue;
    const frame: Frame = { ...moduleFrame(file), inside: site.inside };
    if (mapAsked(reducer, { site, frame }, 'set')?.made.at(-1)?.site !== maker.site) continue;
    const term = reducer.reduce(value, frame);
    if (term.kind === 'external' && term.module !== 'global') return { ...term, made: [...term.made, made] };
  }
  return null;
};

const keyIn = (reducer: Reducer, term: Term): Term | null => {
  if (term.kind === 'concat') return term.parts[0] === undefined ? null : keyIn(reducer, term.parts[0]);
  if (term.kind !== 'external') return null;
  const asked = term.made.findLast((made) => mapAsked(reducer, made, 'get') !== null);
  const [key] = asked?.site.args ?? [];
  return asked === undefined || key === undefined ? null : reducer.reduce(key, asked.frame);
};

/** The keys by which a client or an address was looked up in a map, `clients.get('orders')`; null when it was not. */
export const lookupKeys = (reducer: Reducer, terms: readonly Term[]): readonly Term[] | null => {
  const key = terms.map((term) => keyIn(reducer, term)).find((term) => term !== null);
  return key === undefined ? null : alternatives(key);
};
