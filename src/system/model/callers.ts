import type { FileFacts } from '../facts/file-facts.ts';
import { once } from '../once.ts';
import { metadataKey } from './metadata.ts';
import { ranBy } from './ran-by.ts';
import type { Reducer } from './reducer.ts';
import { functionKey, type Frame, type Made } from './term.ts';

/** Who calls which function of the tree. */
export type Callers = ReadonlyMap<string, readonly Made[]>;

/** Functions of objects that a function gives, such as a client's methods: to make the object is not to run them. */
const methodsOf = once((file: FileFacts): ReadonlySet<number> => {
  const given = file.functions.flatMap(({ returns }) => returns).flatMap((value) => (value.kind === 'object' ? value.entries : []));
  return new Set(given.flatMap(([, value]) => (value.kind === 'function' ? [value.id] : [])));
});

export const isMethodOfResult = (file: FileFacts, id: number): boolean => methodsOf(file).has(id);

/** The innermost function around a place that somebody is seen to call. */
export const enclosingCalled = (callers: Callers, { file, inside }: Frame): string | null => {
  const methods = methodsOf(file);
  for (let id: number | null = inside; id !== null; id = file.functions[id]?.parent ?? null) {
    const key = functionKey(file, id);
    if (callers.has(key)) return key;
    if (methods.has(id)) return null;
  }
  return null;
};

/**
 * The same call, seen from an outer caller: `path` leads from the outermost caller to the call itself, and every
 * parameter on the way is bound. Null when the way is not one of plain calls.
 */
export const seenFrom = (reducer: Reducer, path: readonly Made[]): Made | null => {
  const [outermost, ...inner] = path;
  return inner.reduce<Made | null>((by, { site, frame: own }) => {
    if (by === null) return null;
    const frame = ranBy(reducer, by);
    const kept = frame === null ? metadataKey(reducer, by) : null;
    // What keeps metadata hands it to whoever asks for it.
    if (kept !== null) return { site, frame: { ...own, bound: { of: kept, by, next: own.bound } } };
    if (frame === null) return null;
    return { site, frame: { ...frame, inside: site.inside, bound: { of: functionKey(frame.file, frame.inside), by, next: frame.bound } } };
  }, outermost ?? null);
};
