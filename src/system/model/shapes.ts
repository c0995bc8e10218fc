import type { FileFacts } from '../facts/file-facts.ts';
import type { Value } from '../facts/value.ts';
import { instanceOf, onlyImplementer, type Reducer } from './reducer.ts';
import { moduleFrame, type Shape, type Term } from './term.ts';

/** What is told of a type by a value, `typeof db`, `ReturnType<typeof createClient>`, or by another name for it, `type Config = ConfigService<Env>`; null when nothing is. */
export const toldByValue = (reducer: Reducer, file: FileFacts, type: Value): Term | null => {
  const shape = shapeOf(reducer, file, type);
  if (shape?.value.kind === 'reference') return instanceOf(reducer.reduce(shape.value, moduleFrame(shape.file)), []) ?? onlyImplementer(reducer, shape.value);
  const term = shape?.value.kind === 'typed' ? reducer.reduce(shape.value, moduleFrame(shape.file)) : null;
  return term === null || term.kind === 'unknown' || term.kind === 'text' || term.kind === 'flag' ? null : term;
};

const mostNames = 5;

/** The interface that a type names, under whatever other names; null when it names none. */
export const shapeOf = (reducer: Reducer, file: FileFacts, type: Value, left = mostNames): Shape | null => {
  if (type.kind === 'object' || type.kind === 'typed') return { file, value: type };
  const shape = type.kind === 'reference' ? reducer.program.shape(file, type.name).found : null;
  if (shape?.value.kind !== 'reference' || left === 0) return shape;
  return shapeOf(reducer, shape.file, shape.value, left - 1) ?? shape;
};

/** What a member of something of this type is: an instance, or members again; null when the type does not say. */
export const shapeMember = (reducer: Reducer, { file, value }: Shape, name: string): Term | Shape | null => {
  const type = value.kind === 'object' ? value.entries.find(([key]) => key === name)?.[1] : undefined;
  if (type === undefined) return null;
  if (type.kind === 'object') return { file, value: type };
  return toldByValue(reducer, file, type) ?? instanceOf(reducer.reduce(type, moduleFrame(file)), []) ?? onlyImplementer(reducer, type) ?? shapeOf(reducer, file, type);
};
