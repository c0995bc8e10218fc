import { compareText } from '../../../shared/compare-text.ts';
import type { SharedLibrary } from '../../shape-model.ts';
import type { Evidence } from '../../model.ts';
import { serviceAt } from '../ownership.ts';
import type { System } from '../system.ts';
import type { NamedTable } from '../tables/named-table.ts';
import { domainCode } from './domain-code.ts';
import { libraryFolder, libraryName } from './library-folder.ts';

/** Evidence that is shown of each library. */
const shown = 5;

const toLibrary = (system: System, folder: string, found: readonly Evidence[]): readonly SharedLibrary[] => {
  const users = [...new Set(found.flatMap(({ file }) => system.owners(file).map(({ service }) => service.name)))].toSorted(compareText);
  const holds = found.toSorted((a, b) => compareText(a.file, b.file) || a.line - b.line);
  const manifest = system.packages.find((pkg) => pkg.folder === folder);
  const at = manifest === undefined ? holds[0] : { file: manifest.path, line: 1 };
  return users.length < 2 || at === undefined ? [] : [{ name: libraryName(system, folder), path: folder, users, holds: holds.slice(0, shown), file: at.file, line: at.line }];
};

/** Internal packages that hold domain code and that two services or more reach. */
export const readSharedLibraries = (system: System, named: readonly NamedTable[]): readonly SharedLibrary[] => {
  const services = system.deployed.map(({ service }) => service);
  const shared = domainCode(system, named).filter(({ file }) => serviceAt(services, file) === null && system.owners(file).length > 0);
  const folders = new Map([...new Set(shared.map(({ file }) => file))].map((file) => [file, libraryFolder(system, file)]));
  const byFolder = Map.groupBy(shared, ({ file }) => folders.get(file) ?? null);
  return [...byFolder].flatMap(([folder, found]) => (folder === null ? [] : toLibrary(system, folder, found)));
};
