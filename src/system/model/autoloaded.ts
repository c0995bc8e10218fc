import type { FileFacts } from '../facts/file-facts.ts';
import type { Value } from '../facts/value.ts';
import { folderOf, from, isWithin, join } from '../paths.ts';
import type { System } from './system.ts';
import { functionKey, moduleFrame, symbolOf, type Frame, type Made, type Term } from './term.ts';
import { argument, property } from './use.ts';

/** A function that a folder's files export, and the path under which it is mounted. */
interface Loaded {
  readonly runs: Frame;
  readonly prefix: string;
}

/** Literal parts of `join(__dirname, 'routes')`, `${__dirname}/routes`, `new URL('routes', import.meta.url)`. */
const literals = (file: FileFacts, value: Value | undefined): readonly string[] => {
  switch (value?.kind) {
    case 'literal': return typeof value.value === 'string' ? [value.value] : [];
    case 'concat': return value.parts.flatMap((part) => literals(file, part));
    case 'member': return literals(file, value.of);
    case 'call': return (file.calls[value.call]?.args ?? []).flatMap((arg) => literals(file, arg));
    default: return [];
  }
};

/** The plugin that a file exports, itself or wrapped by `fastify-plugin`. */
const pluginOf = ({ reducer }: System, file: FileFacts): Frame | null => {
  const value = file.exports.get('default') ?? file.exports.get('=');
  const term = value === undefined ? null : reducer.reduce(value, moduleFrame(file));
  if (term?.kind === 'function') return term.frame;
  const wrapped = term?.kind === 'external' && term.module === 'fastify-plugin' ? term.made.at(-1) : undefined;
  const first: Term | null = wrapped === undefined ? null : argument({ ...wrapped, reducer }, 0);
  return first?.kind === 'function' ? first.frame : null;
};

const own = (system: System, file: FileFacts): string | null => {
  const value = file.exports.get('autoPrefix');
  const term = value === undefined ? null : system.reducer.reduce(value, moduleFrame(file));
  return term?.kind === 'text' ? term.value : null;
};

const textIn = (term: Term): string => (term.kind === 'text' ? term.value : '');

/** Folders are part of the path, files are not; `_id` is a parameter where it is asked for. */
const byFolder = (folder: string, path: string): string => {
  const inner = folderOf(path) === folder ? '' : from(folder, folderOf(path));
  return inner === '' ? '' : `/${inner.replaceAll(/(?<=^|\/)_(?=\w)/g, ':')}`;
};

/** `app.register(autoload, { dir: join(__dirname, 'routes') })` of @fastify/autoload: what each file of the folder exports. */
export const autoloaded = (system: System, { site, frame }: Made): readonly Loaded[] => {
  const { reducer } = system;
  const [plugin, options] = [0, 1].map((index) => argument({ site, frame, reducer }, index));
  if (plugin?.kind !== 'external' || options?.kind !== 'object' || !/^(?:@fastify\/autoload|fastify-autoload)(?:\.\w+)?$/.test(symbolOf(plugin))) return [];
  const dir = options.value.entries.find(([name]) => name === 'dir')?.[1];
  const parts = literals(options.frame.file, dir);
  if (parts.length === 0) return [];
  const folder = join(folderOf(frame.file.path), parts.join('/'));
  const prefix = textIn(property(reducer, property(reducer, options, 'options'), 'prefix'));
  const flat = property(reducer, options, 'dirNameRoutePrefix');
  return system.files.filter(({ path }) => isWithin(path, folder)).flatMap((file): readonly Loaded[] => {
    const runs = pluginOf(system, file);
    const path = own(system, file) ?? (flat.kind === 'flag' && flat.value === false ? '' : byFolder(folder, file.path));
    return runs === null ? [] : [{ runs, prefix: `${prefix}${path}` }];
  });
};

export const loadedKey = ({ runs }: Loaded): string => `fn:${functionKey(runs.file, runs.inside)}`;
