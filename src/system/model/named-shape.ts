import type { FileFacts } from '../facts/file-facts.ts';
import type { Program } from './program.ts';
import type { Shape } from './term.ts';

interface Named {
  readonly file: FileFacts;
  readonly name: string;
}

/** An interface under its name, through imports and barrels of any depth. */
export const findShape = (program: Program, { file, name }: Named, seen: Set<string>): Shape | null => {
  const key = `${name} ${file.path}`;
  if (seen.has(key)) return null;
  seen.add(key);
  const value = file.shapes.get(name);
  if (value !== undefined) return { file, value };
  const next = (specifier: string, there: string): Shape | null => {
    const target = program.resolve(file.path, specifier);
    const other = target.kind === 'file' ? program.files.get(target.path) : undefined;
    return other === undefined ? null : findShape(program, { file: other, name: there }, seen);
  };
  const binding = file.bindings.get(name);
  if (binding !== undefined) return next(binding.specifier, binding.name);
  for (const { specifier, names } of file.reexports) {
    const there = names === null ? name : names.get(name);
    const found = there === undefined ? null : next(specifier, there);
    if (found !== null) return found;
  }
  return null;
};
