import type { FileFacts } from '../../facts/file-facts.ts';
import { featureLibraries } from '../../libraries/features.ts';
import type { FeatureLibrary } from '../../libraries/library.ts';
import type { Feature, Site } from '../../model.ts';
import type { System } from '../system.ts';
import { symbolOf } from '../term.ts';

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
const byImport = (system: System, brought: readonly Brought[], library: FeatureLibrary): readonly Feature[] => {
  const telling = new Set([...new Set(brought.flatMap(({ symbols }) => symbols))].filter((symbol) => library.imported?.test(symbol) === true));
  if (telling.size === 0) return [];
  return brought.filter(({ symbols }) => symbols.some((symbol) => telling.has(symbol))).flatMap(({ file, specifier, line }) => featureOf(system, library.kind, { file, line, note: `${specifier} ${library.note}` }));
};

const byMethod = (system: System, file: FileFacts, library: FeatureLibrary): readonly Feature[] =>
  file.calls.flatMap(({ callee, line }) => (callee.kind === 'member' && library.methods?.includes(callee.name) === true ? featureOf(system, library.kind, { file: file.path, line, note: `${callee.name} ${library.note}` }) : []));

const byUse = (system: System, library: FeatureLibrary): readonly Feature[] =>
  library.match === undefined ? [] : [...system.uses.values()].flat().filter((use) => library.match?.(use) === true).flatMap((use) => featureOf(system, library.kind, { file: use.frame.file.path, line: use.site.line, note: `${symbolOf(use.external)} ${library.note}` }));

/** What the packages show that a service imports and calls. */
export const featuresOfLibraries = (system: System): readonly Feature[] => {
  const brought = readBrought(system);
  return featureLibraries.flatMap((library) => [
    ...(library.imported === undefined ? [] : byImport(system, brought, library)),
    ...(library.methods === undefined ? [] : system.files.flatMap((file) => byMethod(system, file, library))),
    ...byUse(system, library),
  ]);
};
