import type { FileFacts } from '../facts/file-facts.ts';
import { once } from '../once.ts';
import type { System } from './system.ts';
import { functionKey, moduleFrame } from './term.ts';

export interface ClassOf {
  readonly file: FileFacts;
  readonly id: number;
}

const keyOf = ({ file, id }: ClassOf): string => functionKey(file, id);

const childrenIn = once((system: System): ReadonlyMap<string, readonly ClassOf[]> => {
  const found = system.files.flatMap((file) => file.classes.flatMap(({ extends: parent }, id) => {
    const term = parent === null ? null : system.reducer.reduce(parent, moduleFrame(file));
    return term?.kind === 'class' ? [{ parent: keyOf(term), child: { file, id } }] : [];
  }));
  return new Map([...Map.groupBy(found, ({ parent }) => parent)].map(([parent, all]) => [parent, all.map(({ child }) => child)]));
});

/** Classes of the tree that extend a class, over any number of steps, and have none below them. */
export const subclasses = (system: System, of: ClassOf): readonly ClassOf[] => (childrenIn(system).get(keyOf(of)) ?? []).flatMap((child) => {
  const below = subclasses(system, child);
  return below.length === 0 ? [child] : below;
});
