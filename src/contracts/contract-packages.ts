import { ExitCode, UserError } from '../shared/errors.ts';
import type { Files } from '../system/files.ts';
import type { Service } from '../system/model.ts';
import { isRecord } from '../shared/is-record.ts';

/** A package of a generated system's workspace, as Node has to find it. */
export interface WorkspacePackage {
  readonly name: string;
  /** Relative to the root. */
  readonly folder: string;
  /** `.` and `./contract` to a file of the package. */
  readonly exports: Readonly<Record<string, string>>;
}

/** What a service promises, as a module. */
export interface ContractModule {
  readonly service: string;
  /** Relative to the root. */
  readonly file: string;
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const join = (folder: string, file: string): string => `${folder}/${file.replace(/^\.\//, '')}`;

const packageAt = (folder: string, read: Files['read']): WorkspacePackage | undefined => {
  const found = parsed(read(`${folder}/package.json`) ?? '');
  if (!isRecord(found) || typeof found['name'] !== 'string' || !isRecord(found['exports'])) return undefined;
  const exports = Object.entries(found['exports']).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { name: found['name'], folder, exports: Object.fromEntries(exports) };
};

/** The packages that contracts may import of each other. */
export const workspacePackages = ({ paths, read }: Files): readonly WorkspacePackage[] =>
  paths.filter((path) => path.endsWith('/package.json')).flatMap((path) => packageAt(path.slice(0, -'/package.json'.length), read) ?? []);

/** The contracts of a system's services, one a service; a gateway promises nothing of its own. */
export const contractModules = (services: readonly Service[], read: Files['read']): readonly ContractModule[] => services.flatMap(({ name, path }) => {
  const found = packageAt(`${path}/contract`, read);
  const main = found?.exports['.'];
  return found === undefined || main === undefined ? [] : [{ service: name, file: join(found.folder, main) }];
});

/** The module of the chassis that makes documents; @throws UserError (exit 3) for a chassis without it */
export const documentsModule = (read: Files['read']): string => {
  const chassis = packageAt('packages/chassis', read);
  if (chassis === undefined) throw new UserError(ExitCode.refused, 'packages/chassis is not there: this is no system made by create-microservice', 'Run the command in one, or make one: npx create-microservice my-shop.');
  const module = chassis.exports['./documents'];
  if (module === undefined) throw new UserError(ExitCode.refused, 'packages/chassis makes no documents of contracts: it is older than this tool', 'Take the chassis of this version over: make a new system beside this one and copy its packages/chassis.');
  return join(chassis.folder, module);
};
