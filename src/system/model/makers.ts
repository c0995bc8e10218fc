import type { Value } from '../facts/value.ts';
import { onceForProgram } from './once-for-program.ts';
import { givenAt, type Reducer } from './reducer.ts';
import { functionKey, moduleFrame, type Frame, type Made, type Term } from './term.ts';

/** A name, or a member of one. */
const isNamed = (value: Value): boolean => value.kind === 'reference' || (value.kind === 'member' && isNamed(value.of));

/** `new Class(…)`, by the constructor that it runs: all of the tree. What else is collected from it by reducing must ask for them first: a term that is kept while they are half known stays wrong. */
export const makersOf = onceForProgram<string, Made>((reducer, add) => {
  for (const file of reducer.program.files.values()) {
    for (const site of file.calls) {
      if (!site.isNew || !isNamed(site.callee)) continue;
      const frame: Frame = { ...moduleFrame(file), inside: site.inside };
      const term = reducer.reduce(site.callee, frame);
      const id = term.kind === 'class' ? term.file.classes[term.id]?.methods.get('constructor') : undefined;
      if (term.kind === 'class' && id !== undefined) add(functionKey(term.file, id), { site, frame });
    }
  }
});

/** Objects, not what they are told: a text is looked at where it is given. */
const isPart = (term: Term): boolean => (term.kind === 'either' ? term.options.some(isPart) : ['instance', 'function', 'external'].includes(term.kind));

/** What the one place that makes an object of a class hands to its constructor, where that is a part of the program; null else. */
export const handedByMaker = (reducer: Reducer, { file, inside }: Frame, index: number): Term | null => {
  const id = file.functions[inside]?.class;
  if (id == null || file.classes[id]?.methods.get('constructor') !== inside) return null;
  const [only, ...others] = makersOf(reducer).get(functionKey(file, inside)) ?? [];
  const given = only === undefined || others.length > 0 ? null : givenAt(reducer, only, index);
  return given !== null && isPart(given) ? given : null;
};
