import type { System } from './system.ts';

/** Files that something leads to: an import of another file, or the start of a service. */
export const readLedTo = ({ deployed, reducer: { program } }: System): ReadonlySet<string> => {
  const imported = [...program.files.values()].flatMap((file) => [...file.imports, ...file.reexports].map(({ specifier }) => program.resolve(file.path, specifier)));
  return new Set([...deployed.flatMap(({ service }) => service.entries), ...imported.flatMap((target) => (target.kind === 'file' ? [target.path] : []))]);
};
