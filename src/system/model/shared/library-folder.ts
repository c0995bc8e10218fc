import { compareText } from '../../../shared/compare-text.ts';
import { baseOf, folderOf, from, isWithin } from '../../paths.ts';
import type { System } from '../system.ts';

/** `a/b/c` is `a`, `a/b`, `a/b/c`. */
const foldersDown = (folder: string): readonly string[] => folder.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'));

/** What workspaces call the folder that their libraries are in. */
const customary = /^(?:packages|libs|modules)$/;

/** Holds libraries and is none: a folder in it has a package.json or a `src` of its own, or it has a customary name and nothing but folders. */
const isHome = (system: System, folder: string): boolean => {
  const runs = (inner: string): boolean => system.files.some(({ path }) => isWithin(path, inner));
  if (system.packages.some((pkg) => pkg.folder !== folder && isWithin(pkg.folder, folder) && runs(pkg.folder))) return true;
  const inside = system.files.filter(({ path }) => isWithin(path, folder)).map(({ path }) => from(folder, path).split('/'));
  return inside.some((parts) => parts.slice(1, -1).includes('src')) || (customary.test(baseOf(folder)) && inside.every((parts) => parts.length > 1));
};

/**
 * The folder that a shared file is part of: the outermost without a service in it, or, where that only holds libraries
 * (`libs`, `packages`), the package or folder below.
 */
export const libraryFolder = (system: System, path: string): string | null => {
  const services = system.deployed.map(({ service }) => service);
  const down = foldersDown(folderOf(path));
  const outer = down.findIndex((folder) => !services.some((service) => isWithin(service.path, folder)));
  if (outer === -1 || path === baseOf(path)) return null;
  const inside = down.slice(outer);
  return inside.findLast((folder) => system.packages.some((pkg) => pkg.folder === folder && !isHome(system, folder))) ?? inside.find((folder) => !isHome(system, folder)) ?? inside.at(-1) ?? null;
};

/** Under which name others import it: that of its package, else the alias that most of them write. */
export const libraryName = (system: System, folder: string): string => {
  const own = system.packages.find((pkg) => pkg.folder === folder)?.name;
  if (own != null) return own;
  const heads = system.files.filter(({ path }) => !isWithin(path, folder)).flatMap((file) => file.imports.filter(({ specifier }) => specifier.startsWith('@')).flatMap(({ specifier }) => {
    const target = system.reducer.program.resolve(file.path, specifier);
    return target.kind === 'file' && isWithin(target.path, folder) ? [specifier.split('/').slice(0, 2).join('/')] : [];
  }));
  const counts = [...Map.groupBy(heads, (head) => head)].toSorted(([a, x], [b, y]) => y.length - x.length || compareText(a, b));
  return counts[0]?.[0] ?? folder;
};
