import type { FileFacts } from '../facts/file-facts.ts';
import { once } from '../once.ts';

const byFunction = once(({ calls }: FileFacts): ReadonlyMap<number, readonly number[]> => Map.groupBy(calls.keys(), (index) => calls[index]?.inside ?? 0));

/** Places in `calls` of those that stand in one function, in order. */
export const callsInside = (file: FileFacts, id: number): readonly number[] => byFunction(file).get(id) ?? [];
