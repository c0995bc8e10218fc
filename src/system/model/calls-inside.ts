import type { FileFacts } from '../facts/file-facts.ts';

const known = new WeakMap<FileFacts, ReadonlyMap<number, readonly number[]>>();

const byFunction = ({ calls }: FileFacts): ReadonlyMap<number, readonly number[]> => Map.groupBy(calls.keys(), (index) => calls[index]?.inside ?? 0);

/** Places in `calls` of those that stand in one function, in order. */
export const callsInside = (file: FileFacts, id: number): readonly number[] => {
  const calls = known.get(file) ?? byFunction(file);
  known.set(file, calls);
  return calls.get(id) ?? [];
};
