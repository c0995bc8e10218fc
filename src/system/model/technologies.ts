import { technologyOf } from '../libraries/technologies.ts';
import type { Size, Technology } from '../shape-model.ts';
import type { Store } from '../model.ts';
import { isWithin } from '../paths.ts';
import { serviceAt } from './ownership.ts';
import type { System } from './system.ts';

/** How much code of its own a service has; libraries that it shares do not count. */
export const readSizes = ({ deployed, files }: System): readonly Size[] => {
  const services = deployed.map(({ service }) => service);
  const byService = Map.groupBy(files, ({ path }) => serviceAt(services, path));
  return services.flatMap((service) => {
    const own = byService.get(service) ?? [];
    const [first] = own;
    return first === undefined ? [] : [{ service: service.name, files: own.length, lines: own.reduce((sum, { lines }) => sum + lines, 0), file: service.entries[0] ?? first.path, line: 1 }];
  });
};

const imported = (system: System): readonly Technology[] =>
  system.files.flatMap((file) => file.imports.filter(({ typeOnly }) => !typeOnly).flatMap(({ specifier, line, column }) => {
    const target = system.reducer.program.resolve(file.path, specifier);
    const found = target.kind === 'package' ? technologyOf(target.name) : null;
    return found === null ? [] : system.owners(file.path).map(({ service }) => ({ service: service.name, kind: found[0], name: found[1], file: file.path, line, column }));
  }));

const languages = ({ deployed, files }: System): readonly Technology[] =>
  deployed.flatMap(({ service }) => {
    const own = files.filter(({ path }) => isWithin(path, service.path));
    const typed = own.filter(({ path }) => /\.[cm]?tsx?$/.test(path));
    const [first] = typed.length * 2 >= own.length ? typed : own;
    return first === undefined ? [] : [{ service: service.name, kind: 'language' as const, name: typed.length * 2 >= own.length ? 'typescript' : 'javascript', file: first.path, line: 1 }];
  });

/** Nest stands on express or fastify; who uses it has not chosen two. */
const underNest = (all: readonly Technology[], { service, kind, name }: Technology): boolean =>
  kind === 'web-framework' && name !== 'nestjs' && all.some((other) => other.service === service && other.name === 'nestjs');

/** What each service is made with, each once, where it is seen first. */
export const readTechnologies = (system: System, stores: readonly Store[]): readonly Technology[] => {
  const engines = stores.filter(({ role }) => role === 'primary').map(({ service, engine, file, line }): Technology => ({ service, kind: 'engine', name: engine, file, line }));
  const all = [...imported(system), ...languages(system), ...engines];
  return [...new Map(all.toReversed().map((one) => [`${one.service} ${one.kind} ${one.name}`, one])).values()].filter((one) => !underNest(all, one));
};
