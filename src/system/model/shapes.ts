import type { FileFacts } from '../facts/file-facts.ts';
import type { Value } from '../facts/value.ts';
import type { Program } from './program.ts';
import { instanceOf, onlyImplementer, type Reducer } from './reducer.ts';
import { moduleFrame, type Shape, type Term } from './term.ts';

interface Named {
  readonly file: FileFacts;
  readonly name: string;
}

/** An interface under its name, through imports and barrels of any depth. */
const findShape = (program: Program, { file, name }: Named, seen: ReadonlySet<string> = new Set()): Shape | null => {
  const key = `${name} ${file.path}`;
  if (seen.has(key)) return null;
  const further = new Set([...seen, key]);
  const value = file.shapes.get(name);
  if (value !== undefined) return { file, value };
  const next = (specifier: string, there: string): Shape | null => {
    const target = program.resolve(file.path, specifier);
    const other = target.kind === 'file' ? program.files.get(target.path) : undefined;
    return other === undefined ? null : findShape(program, { file: other, name: there }, further);
  };
  const binding = file.bindings.get(name);
  if (binding !== undefined) return next(binding.specifier, binding.name);
  return file.reexports.map(({ specifier, names }) => {
    const there = names === null ? name : names.get(name);
    return there === undefined ? null : next(specifier, there);
  }).find((shape) => shape !== null) ?? null;
};

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
  const shape = type.kind === 'reference' ? findShape(reducer.program, { file, name: type.name }) : null;
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
