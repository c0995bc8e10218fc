import { enter } from './kept.ts';
import type { Program } from './program.ts';
import type { Reducer } from './reducer.ts';

/**
 * What is collected from all files of a program when it is first asked for. Whoever asks meanwhile, because names are followed to collect it,
 * gets what there is so far.
 */
export const onceForProgram = <Key, Item>(collect: (reducer: Reducer, add: (key: Key, item: Item) => void) => void): ((reducer: Reducer) => ReadonlyMap<Key, readonly Item[]>) => {
  const known = new WeakMap<Program, Map<Key, Item[]>>();
  return (reducer) => {
    const before = known.get(reducer.program);
    if (before !== undefined) return before;
    const found = new Map<Key, Item[]>();
    known.set(reducer.program, found);
    reducer.apart(() => { collect(reducer, (key, item) => { enter(found, key, item); }); });
    return found;
  };
};
