import type { FileFacts } from '../facts/file-facts.ts';
import type { Files } from '../files.ts';
import type { Service } from '../model.ts';
import { folderOf, from, isWithin } from '../paths.ts';
import { isProduction, isSource } from '../production-scope.ts';
import type { Deployed } from '../workspace/workspace.ts';
import { definingFiles, handingFiles, type Program } from './program.ts';
import { foldersRead } from './read-folders.ts';

const topOf = (path: string): string => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '.');

/** Of a service that is the whole tree, beside others in it: the folder that it starts in, and what lies in none. The rest is anybody's. */
const isOfRoot = ({ entries }: Service, path: string): boolean => topOf(path) === '.' || entries.some((entry) => topOf(entry) === topOf(path));

/** The service in whose folder a file lies; the deepest folder counts. */
export const serviceAt = (services: readonly Service[], path: string): Service | null => {
  let deepest: Service | null = null;
  for (const service of services) if (isWithin(path, service.path) && (deepest === null || depth(service) > depth(deepest))) deepest = service;
  return deepest?.path === '.' && services.length > 1 && !isOfRoot(deepest, path) ? null : deepest;
};

const depth = ({ path }: Service): number => (path === '.' ? 0 : path.length);

/** Source files that run in production: of Node services, and of everything that is no service's folder. */
export const productionFiles = (files: Files, deployed: readonly Deployed[]): readonly string[] => {
  const services = deployed.map(({ service }) => service);
  const known = new Set(files.paths);
  const compiled = (path: string): boolean => /\.[cm]?js$/.test(path) && known.has(path.replace(/js$/, 'ts'));
  return files.paths.filter((path) => {
    if (!isSource(path) || /(?:^|\/)node_modules\//.test(path)) return false;
    const service = serviceAt(services, path);
    if (service !== null && (!service.node || service.role === 'ui' || service.role === 'infra')) return false;
    return isProduction(from(service?.path ?? '.', path)) && !compiled(path);
  });
};

const importedFiles = (program: Program, file: FileFacts): readonly string[] =>
  file.imports.filter(({ typeOnly }) => !typeOnly).flatMap(({ specifier, names }) => definingFiles(program, program.resolve(file.path, specifier), names));

/** Barrels by which names of outside packages reach a file: such a one is used, whatever else it exports is not. */
const handedBy = (program: Program, file: FileFacts): readonly string[] =>
  file.imports.filter(({ typeOnly }) => !typeOnly).flatMap(({ specifier, names }) => handingFiles(program, program.resolve(file.path, specifier), names));

/** Files of the folders that it reads and requires. */
const filesBeside = (program: Program, file: FileFacts): readonly string[] => {
  const folders = new Set(foldersRead(file));
  return folders.size === 0 ? [] : [...program.files.keys()].filter((path) => folders.has(folderOf(path)));
};

/** Files outside all services' folders that some files lead to. */
const reachedFrom = (program: Program, starts: readonly string[], isShared: (path: string) => boolean): ReadonlySet<string> => {
  const reached = new Set(starts.filter(isShared));
  const handing = new Set<string>();
  const waiting = [...starts];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const file = program.files.get(path);
    if (file !== undefined) handedBy(program, file).filter(isShared).forEach((one) => handing.add(one));
    for (const next of file === undefined ? [] : [...importedFiles(program, file), ...filesBeside(program, file)]) {
      if (reached.has(next) || !isShared(next)) continue;
      reached.add(next);
      waiting.push(next);
    }
  }
  return new Set([...reached, ...handing]);
};

/** Which services run a file: the one it belongs to, or all that reach it. */
export const createOwners = (program: Program, deployed: readonly Deployed[]): ((path: string) => readonly Deployed[]) => {
  const services = deployed.map(({ service }) => service);
  const homes = new Map([...program.files.keys()].map((path) => [path, serviceAt(services, path)]));
  const isShared = (path: string): boolean => homes.get(path) == null;
  const reached = deployed.map((one) => ({ one, files: reachedFrom(program, [...[...homes].filter(([, home]) => home === one.service).map(([path]) => path), ...one.loads], isShared) }));
  const cache = new Map<string, readonly Deployed[]>();
  return (path) => {
    const home = homes.get(path) ?? null;
    const known = cache.get(path) ?? (home === null ? reached.filter(({ files }) => files.has(path)).map(({ one }) => one) : deployed.filter(({ service }) => service === home));
    cache.set(path, known);
    return known;
  };
};
