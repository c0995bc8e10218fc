import type { FileFacts } from '../facts/file-facts.ts';
import type { Value } from '../facts/value.ts';
import type { Resolve, Target } from './modules.ts';

/** Facts of all files, and where names that one file exports come from. */
export interface Program {
  readonly files: ReadonlyMap<string, FileFacts>;
  readonly resolve: Resolve;
  /** Interface -> the classes that say they implement it. */
  readonly implementers: ReadonlyMap<string, readonly { readonly file: FileFacts; readonly id: number }[]>;
}

export const createProgram = (files: ReadonlyMap<string, FileFacts>, resolve: Resolve): Program => {
  const promised = [...files.values()].flatMap((file) => file.classes.flatMap((found, id) => found.implements.map((name) => ({ name, file, id }))));
  return { files, resolve, implementers: Map.groupBy(promised, ({ name }) => name) };
};

/** A value and the file in whose module scope it stands, a whole file, or a name of an outside package. */
export type Found =
  | { readonly kind: 'value'; readonly file: FileFacts; readonly value: Value }
  | { readonly kind: 'file'; readonly file: FileFacts }
  | { readonly kind: 'package'; readonly name: string; readonly member: string }
  | { readonly kind: 'nothing' };

const nothing: Found = { kind: 'nothing' };

export const importFound = (program: Program, target: Target, name: string): Found => {
  if (target.kind === 'package') return { kind: 'package', name: target.name, member: name === '*' || name === 'default' ? '' : name };
  const file = program.files.get(target.path);
  if (file === undefined) return { kind: 'package', name: `tree:${target.path}`, member: name === '*' || name === 'default' ? '' : name };
  return name === '*' ? { kind: 'file', file } : exported(program, file, name);
};

/** What a file exports under a name, through barrels of any depth. */
export const exported = (program: Program, file: FileFacts, name: string, seen: ReadonlySet<string> = new Set()): Found => {
  if (seen.has(file.path)) return nothing;
  const own = file.exports.get(name) ?? (name === 'default' ? file.exports.get('=') : undefined);
  if (own !== undefined) return { kind: 'value', file, value: own };
  const visited = new Set([...seen, file.path]);
  for (const { specifier, names } of file.reexports) {
    const target = program.resolve(file.path, specifier);
    const there = names === null ? name : names.get(name);
    if (there === undefined) continue;
    if (target.kind === 'package') {
      if (names !== null) return importFound(program, target, there);
      continue;
    }
    const next = program.files.get(target.path);
    if (next === undefined) continue;
    const found: Found = there === '*' ? { kind: 'file', file: next } : exported(program, next, there, visited);
    if (found.kind !== 'nothing') return found;
  }
  const whole = file.exports.get('=');
  return whole === undefined ? nothing : { kind: 'value', file, value: { kind: 'member', line: whole.line, of: whole, name } };
};

/** Whether only a type stands behind a name, through barrels of any depth. */
export const isOnlyType = (program: Program, file: FileFacts, name: string, seen: ReadonlySet<string> = new Set()): boolean => {
  if (file.types.has(name)) return true;
  if (seen.has(file.path) || file.exports.has(name)) return false;
  const visited = new Set([...seen, file.path]);
  return file.reexports.some(({ specifier, names }) => {
    const target = program.resolve(file.path, specifier);
    const next = target.kind === 'file' ? program.files.get(target.path) : undefined;
    const there = names === null ? name : names.get(name);
    return next !== undefined && there !== undefined && isOnlyType(program, next, there, visited);
  });
};

/** Files that must run for these names of a file to exist: through a barrel only those that define them. */
export const definingFiles = (program: Program, target: Target, names: readonly string[]): readonly string[] => {
  if (target.kind === 'package') return [];
  const file = program.files.get(target.path);
  if (file === undefined) return [];
  const isBarrel = file.calls.length === 0 && file.classes.length === 0 && file.reexports.length > 0;
  if (!isBarrel || names.length === 0 || names.includes('*')) return [target.path];
  return names.flatMap((name) => {
    const found = exported(program, file, name);
    return found.kind === 'value' || found.kind === 'file' ? [found.file.path] : [];
  });
};
