import type { CrossImport, Service } from '../model.ts';
import { isWithin } from '../paths.ts';
import type { Target } from './modules.ts';
import { serviceAt } from './ownership.ts';
import { definingFiles, type Program } from './program.ts';
import type { System } from './system.ts';

/** Packages that only promise: contracts, types, clients made for others. */
const isPromise = (system: System, path: string, service: Service): boolean =>
  system.packages.some((pkg) => pkg.folder !== service.path && isWithin(path, pkg.folder) && isWithin(pkg.folder, service.path) && /contract|types|client|sdk|proto/i.test(pkg.folder.slice(service.path.length)));

/** The compiler drops an import whose names are all types there, even without `import type`. */
const bringsOnlyTypes = (program: Program, target: Target, names: readonly string[]): boolean => {
  const file = target.kind === 'file' ? program.files.get(target.path) : undefined;
  return file !== undefined && names.length > 0 && names.every((name) => program.isOnlyType(file, name));
};

/** Runtime imports of files that belong to another service. */
export const readCrossImports = (system: System): readonly CrossImport[] => {
  const services = system.deployed.map(({ service }) => service);
  const { program } = system.reducer;
  return system.files.flatMap((file) => {
    const own = serviceAt(services, file.path);
    if (own === null) return [];
    return file.imports.filter(({ typeOnly }) => !typeOnly).flatMap(({ specifier, names, line, column }) => {
      const target = program.resolve(file.path, specifier);
      if (bringsOnlyTypes(program, target, names)) return [];
      const path = target.kind === 'file' ? (definingFiles(program, target, names)[0] ?? target.path) : null;
      const other = path === null ? null : serviceAt(services, path);
      if (path === null || other === null || other === own || other.role === 'infra' || isPromise(system, path, other)) return [];
      return [{ from: own.name, to: other.name, specifier, file: file.path, line, column }];
    });
  });
};
