import { ExitCode, UserError } from '../../../shared/errors.ts';
import type { Service } from '../../../system/model.ts';
import { foldersOf, inFolder, type AdoptedSystem } from '../../adopted-system.ts';

/** How a service's own files are written, so that ours are compiled and loaded the same way. */
export interface Dialect {
  /** Where our files lie: `services/orders/src/chassis`. */
  readonly folder: string;
  /** Of our files, with its dot. */
  readonly extension: string;
  readonly typed: boolean;
  readonly modules: 'import' | 'require';
  /** What relative imports end with: `.js`, `.ts`, or nothing. */
  readonly ending: string;
}

const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.');

const entryOf = ({ name, path, entries }: Service): string => {
  const [entry] = entries;
  if (entry === undefined || !/\.[cm]?[jt]sx?$/.test(entry)) throw new UserError(ExitCode.refused, `no file was found in ${path} that ${name} starts with`, 'Name it in the start script of its package.json, or call it src/main.ts.');
  return entry;
};

const imports = /^\s*(?:import|export)\b[^'"\n]*\bfrom\s*['"]|^\s*import\s*['"]/m;

const isModulePackage = ({ files }: AdoptedSystem, service: Service): boolean => {
  const text = foldersOf(service).map((folder) => files.read(inFolder(folder, 'package.json'))).find((found) => found !== undefined);
  return /"type"\s*:\s*"module"/.test(text ?? '');
};

/** JavaScript that says neither is CommonJS, as Node has it. */
const modulesOf = (system: AdoptedSystem, service: Service, entry: string): Dialect['modules'] => {
  if (/\.(?:[cm]?ts|tsx|mjs)$/.test(entry)) return 'import';
  if (entry.endsWith('.cjs')) return 'require';
  return isModulePackage(system, service) || imports.test(system.files.read(entry) ?? '') ? 'import' : 'require';
};

const relativeImport = /(?:\bfrom\s*|\bimport\s*\(?\s*)['"](\.{1,2}\/[^'"\n]+)['"]/g;

/** Endings that the service's own relative imports have: `.js`, `.ts`, or `` for none. */
const endingsIn = (text: string): readonly string[] => [...text.matchAll(relativeImport)].map(([, path = '']) => /\.[cm]?[jt]s$/.exec(path)?.[0] ?? '');

/** Few files tell: more would say the same. */
const enough = 50;

const endingOf = (system: AdoptedSystem, service: Service, entry: string): string => {
  const own = system.files.paths.filter((path) => path.startsWith(`${folderOf(entry)}/`) && /\.[cm]?[jt]s$/.test(path)).slice(0, enough);
  const said = [entry, ...own].flatMap((path) => endingsIn(system.files.read(path) ?? ''))[0];
  return said ?? (isModulePackage(system, service) ? `.${entry.endsWith('.mts') || entry.endsWith('.mjs') ? 'm' : ''}js` : '');
};

/** @throws UserError (exit 3) for a service without an entry file, or with a TypeScript that cannot read the chassis */
export const dialectOf = (system: AdoptedSystem, service: Service): Dialect => {
  const entry = entryOf(service);
  const extension = (/\.[cm]?[jt]s/.exec(entry.slice(entry.lastIndexOf('/')))?.[0]) ?? '.ts';
  const typed = extension.endsWith('ts');
  if (typed) requireTypeScript(system, service);
  const modules = modulesOf(system, service, entry);
  return { folder: inFolder(folderOf(entry), 'chassis'), extension, typed, modules, ending: modules === 'import' ? endingOf(system, service, entry) : '' };
};

const requireTypeScript = ({ files }: AdoptedSystem, service: Service): void => {
  const ranges = foldersOf(service).map((folder) => /"typescript"\s*:\s*"[\^~>=v\s]*(\d+)\./.exec(files.read(inFolder(folder, 'package.json')) ?? '')?.[1]);
  const major = ranges.find((found) => found !== undefined);
  if (major !== undefined && Number(major) < 5) throw new UserError(ExitCode.refused, `${service.name} is compiled by TypeScript ${major}, and the types of the chassis need 5 or later`, 'Bring its TypeScript to 5 and run the command again.');
};
