import { onceForProgram } from './once-for-program.ts';
import type { Reducer } from './reducer.ts';
import { isStandIn, realOnes } from './stand-ins.ts';
import type { ClassOf } from './subclasses.ts';
import { functionKey, moduleFrame } from './term.ts';

type Heirs = ReadonlyMap<string, readonly ClassOf[]>;

const heirsIn = onceForProgram<string, ClassOf>((reducer, add) => {
  for (const file of reducer.program.files.values()) {
    file.classes.forEach(({ extends: parent, implements: names, line }, id) => {
      const promised = names.map((name) => ({ kind: 'reference' as const, line, name }));
      for (const value of parent === null ? promised : [parent, ...promised]) {
        const term = reducer.reduce(value, moduleFrame(file));
        if (term.kind === 'class') add(functionKey(term.file, term.id), { file, id });
      }
    });
  }
});

const isBelow = (heirs: Heirs, above: string, key: string, seen: Set<string> = new Set()): boolean => {
  if (seen.has(above)) return false;
  seen.add(above);
  return (heirs.get(above) ?? []).some(({ file, id }) => functionKey(file, id) === key || isBelow(heirs, functionKey(file, id), key, seen));
};

/** The one class that does what another only promises, by extending it or by taking it for an interface; what stands in for it in tests does not count. */
export const onlyHeir = (reducer: Reducer, { file, id }: ClassOf): ClassOf | null => {
  const heirs = heirsIn(reducer);
  const key = functionKey(file, id);
  const [only, ...others] = realOnes(heirs.get(key) ?? [], (one) => isStandIn(one.file, one.id));
  // A class that is its own parent promises nothing.
  return only === undefined || others.length > 0 || isBelow(heirs, key, key) ? null : only;
};
