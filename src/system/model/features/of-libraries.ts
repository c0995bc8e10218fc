import type { FileFacts } from '../../facts/file-facts.ts';
import { featureLibraries } from '../../libraries/features.ts';
import type { FeatureLibrary } from '../../libraries/library.ts';
import type { Feature, Site } from '../../model.ts';
import type { System } from '../system.ts';
import { symbolOf } from '../term.ts';

/** A feature of every service that runs the file. */
export const featureOf = (system: System, kind: Feature['kind'], { file, line, note }: Site & { readonly note: string }): readonly Feature[] =>
  system.owners(file).map(({ service }) => ({ service: service.name, kind, file, line, note }));

const byImport = (system: System, file: FileFacts, library: FeatureLibrary): readonly Feature[] =>
  file.imports.filter(({ typeOnly, specifier, names }) => {
    const isOutside = !typeOnly && system.reducer.program.resolve(file.path, specifier).kind === 'package';
    return isOutside && [specifier, ...names.map((name) => `${specifier}.${name}`)].some((symbol) => library.imported?.test(symbol) === true);
  }).flatMap(({ specifier, line }) => featureOf(system, library.kind, { file: file.path, line, note: `${specifier} ${library.note}` }));

const byMethod = (system: System, file: FileFacts, library: FeatureLibrary): readonly Feature[] =>
  file.calls.flatMap(({ callee, line }) => (callee.kind === 'member' && library.methods?.includes(callee.name) === true ? featureOf(system, library.kind, { file: file.path, line, note: `${callee.name} ${library.note}` }) : []));

const byUse = (system: System, library: FeatureLibrary): readonly Feature[] =>
  library.match === undefined ? [] : [...system.uses.values()].flat().filter((use) => library.match?.(use) === true).flatMap((use) => featureOf(system, library.kind, { file: use.frame.file.path, line: use.site.line, note: `${symbolOf(use.external)} ${library.note}` }));

/** What the packages show that a service imports and calls. */
export const featuresOfLibraries = (system: System): readonly Feature[] =>
  featureLibraries.flatMap((library) => [
    ...(library.imported === undefined ? [] : system.files.flatMap((file) => byImport(system, file, library))),
    ...(library.methods === undefined ? [] : system.files.flatMap((file) => byMethod(system, file, library))),
    ...byUse(system, library),
  ]);
