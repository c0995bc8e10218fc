import { addDependency } from '../../../edits/dependency.ts';
import type { FileOperation } from '../../../plan/plan.ts';
import { ExitCode, UserError } from '../../../shared/errors.ts';
import type { Service } from '../../../system/model.ts';
import { chassisPackage, inFolder, packageFolder, type AdoptedSystem } from '../../adopted-system.ts';
import { dialectOf, type Dialect } from './dialect.ts';
import { quote, written } from './written.ts';

const template = 'adopted';

/** A service with the place and the form of what is ours in it. */
export interface Guest {
  readonly service: Service;
  readonly dialect: Dialect;
  /** Path of a file of ours by its name without extension: `clients/stock`. */
  readonly path: (name: string) => string;
  /** Files of ours that are not there yet, from their names and TypeScript; what is there is the user's. */
  readonly fresh: (texts: Readonly<Record<string, string>>) => readonly FileOperation[];
}

const hostText = ({ name }: Service): string => `import { createHost } from '${chassisPackage}';
import type { Host } from '${chassisPackage}';

/** The chassis of ${name}, beside its framework: it listens on nothing and takes no signal. Call \`host.close()\` where the service shuts down. */
export const host«: Host» = createHost({ name: ${quote(name)} });
`;

/** A file of ours that is there is the user's; one of the same name that is not ours is in the way. */
const requireOurs = ({ files }: AdoptedSystem, host: string): void => {
  const text = files.read(host);
  if (text === undefined || text.includes(chassisPackage)) return;
  throw new UserError(ExitCode.refused, `${host} is there already, and this command did not make it`, 'Move it to another folder: `chassis/` beside the entry file is where the chassis of a service goes.');
};

/** @throws UserError (exit 3) for a service that the chassis can not be added to */
export const guestOf = (system: AdoptedSystem, service: Service): Guest => {
  if (!service.node) throw new UserError(ExitCode.refused, `${service.name} does not run on Node: ${service.path} holds no TypeScript or JavaScript service`, 'Others can call it: a client is added to the service that calls.');
  const dialect = dialectOf(system, service);
  const path = (name: string): string => `${dialect.folder}/${name}${dialect.extension}`;
  requireOurs(system, path('host'));
  const fresh: Guest['fresh'] = (texts) => Object.entries(texts).map(([name, text]) => [path(name), text] as const).filter(([file]) => system.files.read(file) === undefined)
    .map(([file, text]) => ({ kind: 'create', path: file, contents: written(dialect, text), owner: 'user', template }));
  return { service, dialect, path, fresh };
};

/** What everything of ours in a service stands on: its host, and a dependency on the chassis with the tarball that it comes from. */
export const groundOf = (system: AdoptedSystem, { service, fresh }: Guest): readonly FileOperation[] => {
  const folder = packageFolder(system, service);
  const { version, tarball } = system.chassis;
  const file = `.ms/chassis-${version}.tgz`;
  const edit: FileOperation = { kind: 'edit', path: inFolder(folder, 'package.json'), template, edit: addDependency(chassisPackage, tarball === null ? `^${version}` : `file:${file}`) };
  const kept: readonly FileOperation[] = tarball === null ? [] : [{ kind: 'create', path: inFolder(folder, file), contents: tarball, owner: 'tool', template }];
  return [...fresh({ host: hostText(service) }), ...kept, edit];
};
