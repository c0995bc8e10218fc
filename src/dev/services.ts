import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ExitCode, UserError } from '../shared/errors.ts';

/** A folder under `services/` that Node can start. */
export interface ServiceDefinition {
  readonly name: string;
  /** Absolute. */
  readonly directory: string;
  /** It keeps data, so it gets a database and a role of its own. */
  readonly database: boolean;
  /** Absolute folders whose change restarts it: its sources, and those of the workspace packages it depends on. */
  readonly sources: readonly string[];
}

export const ENTRY = join('src', 'main.ts');

interface WorkspacePackage {
  readonly name: string;
  readonly directory: string;
  readonly dependencies: readonly string[];
}

interface Manifest {
  readonly name?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const folders = (directory: string): readonly string[] => existsSync(directory)
  ? readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'node_modules').map(({ name }) => join(directory, name)).toSorted()
  : [];

const readPackage = (directory: string): readonly WorkspacePackage[] => {
  const file = join(directory, 'package.json');
  if (!existsSync(file)) return [];
  const { name = '', dependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  return [{ name, directory, dependencies: Object.keys(dependencies) }];
};

/** The packages of a system lie at known places; a look at them costs a millisecond, the whole analyzer would cost the start a third of a second. */
const workspacePackages = (root: string): readonly WorkspacePackage[] => {
  const services = folders(join(root, 'services'));
  return [...services, ...services.map((service) => join(service, 'contract')), ...folders(join(root, 'packages'))].flatMap(readPackage);
};

const reachable = (start: string, packages: readonly WorkspacePackage[], seen = new Set<string>()): ReadonlySet<string> => {
  seen.add(start);
  const names = packages.find(({ directory }) => directory === start)?.dependencies ?? [];
  for (const { directory } of packages.filter(({ name }) => names.includes(name))) if (!seen.has(directory)) reachable(directory, packages, seen);
  return seen;
};

const define = (directory: string, packages: readonly WorkspacePackage[]): ServiceDefinition => ({
  name: basename(directory),
  directory,
  database: existsSync(join(directory, 'src', 'store')),
  sources: [...new Set([...reachable(directory, packages), join(directory, 'contract')])].map((folder) => join(folder, 'src')).filter((folder) => existsSync(folder)),
});

/**
 * The services of the system at `root`, sorted by name.
 * @throws UserError when there is none
 */
export const findServices = (root: string): readonly ServiceDefinition[] => {
  const packages = workspacePackages(root);
  const services = folders(join(root, 'services')).filter((directory) => existsSync(join(directory, ENTRY))).map((directory) => define(directory, packages));
  if (services.length > 0) return services;
  throw new UserError(ExitCode.refused, `There is no service in ${root}: no folder services/<name> has a ${ENTRY}.`, 'Run it in a system made by create-microservice, or add a service with ms add-service.');
};

/**
 * The services that were asked for; all when `only` is empty.
 * @throws UserError for a name that no service has
 */
export const selectServices = (services: readonly ServiceDefinition[], only: readonly string[]): readonly ServiceDefinition[] => {
  const names = services.map(({ name }) => name);
  const unknown = only.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new UserError(ExitCode.usage, `There is no service ${JSON.stringify(unknown)} here.`, `Services: ${names.join(', ')}.`);
  return only.length === 0 ? services : services.filter(({ name }) => only.includes(name));
};
