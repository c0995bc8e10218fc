import type { FileFacts, Reexport } from '../facts/file-facts.ts';
import type { Value } from '../facts/value.ts';
import { keptByName } from './kept.ts';
import { findShape } from './named-shape.ts';
import type { Resolve, Target } from './modules.ts';
import type { Shape } from './term.ts';

/** Facts of all files, and where names that one file exports come from. */
export interface Program {
  readonly files: ReadonlyMap<string, FileFacts>;
  readonly resolve: Resolve;
  /** What a file exports under a name, through barrels of any depth. */
  readonly exported: (file: FileFacts, name: string) => Found;
  /** Whether only a type stands behind a name that a file exports, through barrels of any depth. */
  readonly isOnlyType: (file: FileFacts, name: string) => boolean;
  /** The interface that a file knows under a name. */
  readonly shape: (file: FileFacts, name: string) => { readonly found: Shape | null };
  /** Interface -> the classes that say they implement it. */
  readonly implementers: ReadonlyMap<string, readonly { readonly file: FileFacts; readonly id: number }[]>;
}

export const createProgram = (files: ReadonlyMap<string, FileFacts>, resolve: Resolve): Program => {
  const promised = [...files.values()].flatMap((file) => file.classes.flatMap((found, id) => found.implements.map((name) => ({ name, file, id }))));
  const program: Program = {
    files, resolve,
    implementers: Map.groupBy(promised, ({ name }) => name),
    exported: keptByName((file, name) => findExported(program, { file, name }, new Set())),
    shape: keptByName((file, name) => ({ found: findShape(program, { file, name }, new Set()) })),
    isOnlyType: keptByName((file, name) => findOnlyType(program, { file, name }, new Set())),
  };
  return program;
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
  return name === '*' ? { kind: 'file', file } : program.exported(file, name);
};

interface Exported {
  readonly file: FileFacts;
  readonly name: string;
}

const findExported = (program: Program, { file, name }: Exported, seen: Set<string>): Found => {
  const key = `${name} ${file.path}`;
  if (seen.has(key)) return nothing;
  seen.add(key);
  const own = file.exports.get(name) ?? (name === 'default' ? file.exports.get('=') : undefined);
  if (own !== undefined) return { kind: 'value', file, value: own };
  for (const reexport of file.reexports) {
    const found = reexported(program, { file, name }, { reexport, seen });
    if (found !== null) return found;
  }
  const whole = file.exports.get('=');
  if (whole === undefined && name !== 'default') return fromPackage(program, file, name) ?? nothing;
  return whole === undefined ? nothing : { kind: 'value', file, value: { kind: 'member', line: whole.line, of: whole, name } };
};

/** What nothing of the tree exports comes from the one outside package that all names are taken over from. */
const fromPackage = (program: Program, file: FileFacts, name: string): Found | null => {
  const packages = file.reexports.filter(({ names }) => names === null).map(({ specifier }) => program.resolve(file.path, specifier)).filter((target) => target.kind === 'package');
  const [only, ...others] = packages;
  return only === undefined || others.length > 0 ? null : importFound(program, only, name);
};

/** What one `export … from` gives under a name; null when it gives nothing. */
const reexported = (program: Program, { file, name }: Exported, { reexport: { specifier, names }, seen }: { readonly reexport: Reexport; readonly seen: Set<string> }): Found | null => {
  const there = names === null ? name : names.get(name);
  if (there === undefined) return null;
  const target = program.resolve(file.path, specifier);
  if (target.kind === 'package') return names === null ? null : importFound(program, target, there);
  const next = program.files.get(target.path);
  if (next === undefined) return null;
  const found: Found = there === '*' ? { kind: 'file', file: next } : findExported(program, { file: next, name: there }, seen);
  return found.kind === 'nothing' ? null : found;
};

const findOnlyType = (program: Program, { file, name }: Exported, seen: Set<string>): boolean => {
  const key = `${name} ${file.path}`;
  if (file.types.has(name)) return true;
  if (seen.has(key) || file.exports.has(name)) return false;
  seen.add(key);
  return file.reexports.some(({ specifier, names }) => {
    const there = names === null ? name : names.get(name);
    const target = there === undefined ? null : program.resolve(file.path, specifier);
    const next = target?.kind === 'file' ? program.files.get(target.path) : undefined;
    return next !== undefined && there !== undefined && findOnlyType(program, { file: next, name: there }, seen);
  });
};

/** Whether a file of nothing but `export … from` takes a name over from an outside package itself. */
const takesOver = ({ resolve }: Program, { path, reexports }: FileFacts, name: string, from: string): boolean =>
  reexports.some(({ specifier, names }) => {
    const target = resolve(path, specifier);
    return target.kind === 'package' && target.name === from && (names === null || names.has(name));
  });

/** The barrel that hands these names of an outside package on, where one does. */
export const handingFiles = (program: Program, target: Target, names: readonly string[]): readonly string[] => {
  const file = target.kind === 'file' ? program.files.get(target.path) : undefined;
  if (file === undefined || file.reexports.length === 0) return [];
  return names.flatMap((name) => {
    const found = program.exported(file, name);
    return found.kind === 'package' && takesOver(program, file, name, found.name) ? [file.path] : [];
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
    const found = program.exported(file, name);
    return found.kind === 'value' || found.kind === 'file' ? [found.file.path] : [];
  });
};
