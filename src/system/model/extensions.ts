import type { FileFacts } from '../facts/file-facts.ts';
import type { System } from './system.ts';
import { moduleFrame, symbolOf, type Frame, type Made } from './term.ts';
import type { Use } from './use.ts';

/** `super(…)`, or the bare making of the parent where the class has no constructor. */
const parentMade = (file: FileFacts, id: number): Made | null => {
  const found = file.classes[id];
  if (found === undefined) return null;
  const inside = found.methods.get('constructor');
  const call = inside === undefined ? undefined : file.calls.find((site) => site.inside === inside && site.callee.kind === 'member' && site.callee.name === 'super');
  const bare = { callee: { kind: 'this', line: found.line }, args: [], isNew: true, inside: found.inside, column: 1, line: found.line, inLoop: false, arms: [], chain: [], types: [] } as const;
  const frame: Frame = inside === undefined ? moduleFrame(file) : { ...moduleFrame(file), inside };
  return { site: { ...(call ?? bare), isNew: true, line: found.line }, frame };
};

/** Classes of the tree that extend one of an outside package: each makes what `new` of its parent would make. */
export const readExtensions = (system: System): readonly Use[] =>
  system.files.flatMap((file) => file.classes.flatMap((found, id): readonly Use[] => {
    const external = found.extends === null ? null : system.reducer.reduce(found.extends, moduleFrame(file));
    const made = external?.kind === 'external' ? parentMade(file, id) : null;
    return external?.kind !== 'external' || made === null ? [] : [{ symbol: symbolOf(external), external, reducer: system.reducer, ...made }];
  }));
