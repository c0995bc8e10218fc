import { featureLibraries } from '../../libraries/features.ts';
import type { FeatureLibrary } from '../../libraries/library.ts';
import type { Feature, Site } from '../../model.ts';
import type { System } from '../system.ts';
import { symbolOf } from '../term.ts';
import { isLeftAside } from './started.ts';
import type { Use } from '../use.ts';

/** A feature of every service that runs the file. */
export const featureOf = (system: System, kind: Feature['kind'], { file, line, note }: Site & { readonly note: string }): readonly Feature[] =>
  system.owners(file).map(({ service }) => ({ service: service.name, kind, file, line, note }));

/** A run-time import of an outside package. */
interface Brought {
  readonly file: string;
  readonly specifier: string;
  readonly line: number;
  /** `pkg`, and `pkg.name` for each name. */
  readonly symbols: readonly string[];
}

const readBrought = (system: System): readonly Brought[] =>
  system.files.flatMap((file) => file.imports
    .filter(({ typeOnly, specifier }) => !typeOnly && system.reducer.program.resolve(file.path, specifier).kind === 'package')
    .map(({ specifier, names, line }) => ({ file: file.path, specifier, line, symbols: [specifier, ...names.map((name) => `${specifier}.${name}`)] })));

/** Thousands of imports bring a few hundred symbols, so those are looked at. */
const byImport = (system: System, brought: ReadonlyMap<string, readonly Brought[]>, library: FeatureLibrary): readonly Feature[] => {
  const telling = new Set([...brought].filter(([symbol]) => library.imported?.test(symbol) === true).flatMap(([, imports]) => imports));
  const aside = library.imported;
  const inUse = library.kind === 'tracing' && aside !== undefined ? [...telling].filter(({ file }) => !isLeftAside(system, file, aside)) : [...telling];
  return inUse.flatMap(({ file, specifier, line }) => featureOf(system, library.kind, { file, line, note: `${specifier} ${library.note}` }));
};

const byMethod = (system: System, methods: ReadonlyMap<string, readonly Site[]>, library: FeatureLibrary): readonly Feature[] =>
  (library.methods ?? []).flatMap((name) => (methods.get(name) ?? []).flatMap(({ file, line }) => featureOf(system, library.kind, { file, line, note: `${name} ${library.note}` })));

const byUse = (system: System, uses: ReadonlyMap<string, readonly Use[]>, library: FeatureLibrary): readonly Feature[] =>
  [...uses].filter(([symbol]) => library.called?.test(symbol) === true).flatMap(([symbol, found]) =>
    found.filter((use) => library.match?.(use) !== false).flatMap((use) => featureOf(system, library.kind, { file: use.frame.file.path, line: use.site.line, note: `${symbol} ${library.note}` })));

const listed = <T>(pairs: readonly (readonly [string, T])[]): ReadonlyMap<string, readonly T[]> => {
  const lists = new Map<string, T[]>();
  for (const [key, item] of pairs) {
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [item]);
    else list.push(item);
  }
  return lists;
};

/** What the packages show that a service imports and calls. */
export const featuresOfLibraries = (system: System): readonly Feature[] => {
  const brought = listed(readBrought(system).flatMap((one) => one.symbols.map((symbol) => [symbol, one] as const)));
  const methods = listed(system.files.flatMap((file) => file.calls.flatMap(({ callee, line }) => (callee.kind === 'member' ? [[callee.name, { file: file.path, line }] as const] : []))));
  const uses = listed([...system.uses.values()].flat().map((use) => [symbolOf(use.external), use] as const));
  return featureLibraries.flatMap((library) => [...byImport(system, brought, library), ...byMethod(system, methods, library), ...byUse(system, uses, library)]);
};
