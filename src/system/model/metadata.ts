import { once } from '../once.ts';
import { givenAt, type Reducer } from './reducer.ts';
import type { System } from './system.ts';
import { boundTo, symbolOf, type External, type Made, type Term } from './term.ts';

const getters = /^(?:@nestjs\/core\.Reflector#\.(?:get|getAllAndOverride|getAllAndMerge)|global\.Reflect\.get(?:Own)?Metadata)$/;
const setters = /^(?:@nestjs\/common\.SetMetadata|global\.Reflect\.(?:defineMetadata|metadata))$/;

/** The text or the symbol that metadata is kept under. */
const keyOf = (reducer: Reducer, made: Made): string | null => {
  const key = givenAt(reducer, made, 0);
  if (key?.kind === 'text') return `metadata:${key.value}`;
  const maker = key?.kind === 'external' ? key.made.at(-1) : undefined;
  return maker === undefined ? null : `metadata:${maker.frame.file.path}:${maker.site.line}`;
};

/** What `reflector.get(KEY, method)` gives: what some decorator said of the method with `SetMetadata(KEY, value)`; null for any other call. */
export const metadataTerm = (reducer: Reducer, callee: External, made: Made): Term | null => {
  const key = getters.test(symbolOf(callee)) ? keyOf(reducer, made) : null;
  if (key === null) return null;
  const bound = boundTo(made.frame.bound, key);
  return (bound === null ? null : givenAt(reducer, bound.by, 1)) ?? { kind: 'parameter', of: key, index: 1, path: [], name: 'what a decorator says' };
};

/** The key under which a call keeps metadata; null when it keeps none. */
export const metadataKey = (reducer: Reducer, made: Made): string | null => {
  const callee = reducer.reduce(made.site.callee, made.frame);
  return callee.kind === 'external' && setters.test(symbolOf(callee)) ? keyOf(reducer, made) : null;
};

const byKey = once(({ uses, reducer }: System): ReadonlyMap<string, readonly Made[]> => {
  const calls = ['@nestjs/common', 'global'].flatMap((module) => uses.get(module) ?? []).filter(({ symbol }) => setters.test(symbol)).map(({ site, frame }): Made => ({ site, frame }));
  const keyed = calls.flatMap((made) => {
    const key = metadataKey(reducer, made);
    return key === null ? [] : [{ key, made }];
  });
  return new Map([...Map.groupBy(keyed, ({ key }) => key)].map(([key, all]) => [key, all.map(({ made }) => made)]));
});

/** Calls that keep metadata under a key. */
export const metadataCalls = (system: System, key: string): readonly Made[] => byKey(system).get(key) ?? [];
