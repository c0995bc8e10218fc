import type { Value } from '../facts/value.ts';
import type { Reducer } from './reducer.ts';
import { nothingKnown, type Frame, type Made, type Term } from './term.ts';

/** More than that is data, not a list of services. */
const longest = 60;

/** Told before its items are looked at: there may be hundreds, and many ask. */
const isData = (list: readonly unknown[]): boolean => list.length > longest;

const text = (value: string, line: number): Value => ({ kind: 'literal', line, value });

/** `Object.entries(x)` and its like, of an object that is written out. */
const parts = (reducer: Reducer, list: Term): readonly Term[] | null => {
  if (list.kind !== 'external' || list.module !== 'global') return null;
  const [, name] = /^\.Object\.(entries|values|keys)\(\)$/.exec(list.path) ?? [];
  const made = list.made.at(-1);
  const [first] = made?.site.args ?? [];
  const of = made === undefined || first === undefined ? nothingKnown('of nothing') : reducer.reduce(first, made.frame);
  if (name === undefined || of.kind !== 'object' || isData(of.value.entries)) return null;
  return of.value.entries.map(([key, value]): Term => {
    if (name === 'values') return reducer.reduce(value, of.frame);
    const { line } = value;
    return name === 'keys' ? reducer.reduce(text(key, line), of.frame) : { kind: 'array', items: [text(key, line), value], frame: of.frame };
  });
};

const itemsIn = (reducer: Reducer, list: Term): readonly Term[] | null => {
  if (list.kind === 'array') return isData(list.items) ? null : list.items.map((item) => reducer.reduce(item, list.frame));
  if (list.kind === 'object') return isData(list.value.entries) ? null : list.value.entries.map(([, value]) => reducer.reduce(value, list.frame));
  if (list.kind === 'each') {
    const inner = list.options.map((option) => itemsIn(reducer, option));
    return inner.every((items) => items === null) ? list.options : inner.flatMap((items) => items ?? []);
  }
  if (list.kind === 'either') return list.options.map((option) => itemsIn(reducer, option)).find((items) => items !== null && items.length > 0) ?? null;
  return parts(reducer, list);
};

/** Each of those that a list holds, where it is written out. */
export const eachOf = (reducer: Reducer, list: Term): Term => {
  const items = itemsIn(reducer, list);
  if (items === null || items.length === 0 || isData(items)) return nothingKnown('it is one of many');
  const [only] = items;
  return items.length === 1 && only !== undefined ? only : { kind: 'each', options: items };
};

/** What a loop has in hand: of a list that is handed over, whatever the caller's list holds. */
export const itemOf = (reducer: Reducer, list: Term): Term => (list.kind === 'parameter' ? { kind: 'parameter', of: list.of, index: list.index, name: list.name, path: [...list.path, '*'] } : eachOf(reducer, list));

/** A term that stands for each of several, as one term for each. */
export const alternatives = (term: Term): readonly Term[] => {
  if (term.kind === 'each') return term.options.flatMap(alternatives).slice(0, longest);
  if (term.kind === 'either') return term.options.some((option) => alternatives(option).length > 1) ? term.options.flatMap(alternatives).slice(0, longest) : [term];
  if (term.kind !== 'concat') return [term];
  const index = term.parts.findIndex((part) => alternatives(part).length > 1);
  const part = term.parts[index];
  return part === undefined ? [term] : alternatives(part).map((one) => ({ kind: 'concat', parts: term.parts.with(index, one) }));
};

const iterators = new Set(['map', 'forEach', 'flatMap', 'filter', 'some', 'every', 'find']);

/** The parameter of a function that a list runs for each of its items, or a promise for what it becomes; null when it is neither. */
export const iteratedParameter = (reducer: Reducer, frame: Frame, index: number): Term | null => {
  const { file, inside } = frame;
  const [call, argument] = file.functions[inside]?.argumentOf ?? [];
  const site = call === undefined ? undefined : file.calls[call];
  if (site?.callee.kind !== 'member' || argument !== 0) return null;
  const outer = { ...frame, inside: site.inside };
  if (site.callee.name === 'then' && index === 0) return knownOrNull(reducer.reduce(site.callee.of, outer));
  const isItem = (iterators.has(site.callee.name) && index === 0) || (site.callee.name === 'reduce' && index === 1);
  return isItem ? knownOrNull(itemOf(reducer, reducer.reduce(site.callee.of, outer))) : null;
};

/** What a request is answered with is no client any more. */
const isResponse = (term: Term): boolean => term.kind === 'external' && /(?:\.(?:get|post|put|patch|delete|request|send|json|text|fetch)|^)\(\)$/.test(term.path);

const knownOrNull = (term: Term): Term | null => (term.kind === 'unknown' || isResponse(term) ? null : term);

const samePart = new Set(['filter', 'slice', 'sort', 'toSorted', 'reverse', 'toReversed']);

/** `list.filter(isOn)` still holds some of the same. */
export const sameList = (reducer: Reducer, { site: { callee }, frame }: Made): Term | null => {
  if (callee.kind !== 'member' || !samePart.has(callee.name)) return null;
  const of = reducer.reduce(callee.of, frame);
  return of.kind === 'array' || of.kind === 'each' ? of : null;
};

/** `list.map((item) => item.topic)`: what the function gives for each of a list that is written out, here or by a caller. */
export const mappedList = (reducer: Reducer, { site: { callee, args: [given] }, frame }: Made): Term | null => {
  if (callee.kind !== 'member' || callee.name !== 'map' || given?.kind !== 'function') return null;
  const [only, ...others] = frame.file.functions[given.id]?.returns ?? [];
  const term = only === undefined || others.length > 0 ? null : reducer.reduce(only, { ...frame, inside: given.id });
  if (term === null || term.kind === 'unknown') return null;
  return term.kind === 'each' || term.kind === 'parameter' ? term : { kind: 'each', options: [term] };
};
