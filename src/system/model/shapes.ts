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

/** What a value tells of a type: `typeof db`, `ReturnType<typeof createClient>`, or a name for one of these; null when none does. */
export const toldByValue = (reducer: Reducer, file: FileFacts, type: Value): Term | null => {
  const shape = type.kind === 'typed' ? { file, value: type } : type.kind === 'reference' ? findShape(reducer.program, { file, name: type.name }) : null;
  const term = shape?.value.kind === 'typed' ? reducer.reduce(shape.value, moduleFrame(shape.file)) : null;
  return term === null || term.kind === 'unknown' || term.kind === 'text' || term.kind === 'flag' ? null : term;
};

/** The interface that a type names; null when it names none. */
export const shapeOf = ({ program }: Reducer, file: FileFacts, type: Value): Shape | null => {
  if (type.kind === 'object') return { file, value: type };
  return type.kind === 'reference' ? findShape(program, { file, name: type.name }) : null;
};

/** What a member of something of this type is: an instance, or members again; null when the type does not say. */
export const shapeMember = (reducer: Reducer, { file, value }: Shape, name: string): Term | Shape | null => {
  const type = value.kind === 'object' ? value.entries.find(([key]) => key === name)?.[1] : undefined;
  if (type === undefined) return null;
  if (type.kind === 'object') return { file, value: type };
  return toldByValue(reducer, file, type) ?? instanceOf(reducer.reduce(type, moduleFrame(file)), []) ?? onlyImplementer(reducer, type) ?? shapeOf(reducer, file, type);
};
