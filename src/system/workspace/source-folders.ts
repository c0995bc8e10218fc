import { escapedExpression } from '../../shared/escaped-expression.ts';
import type { Files } from '../files.ts';
import { baseOf, isWithin } from '../paths.ts';
import { isAside } from '../production-scope.ts';
import { infrastructureImage } from './roles.ts';
import { isStartable } from './start-scripts.ts';
import type { Build } from './builds.ts';
import type { ComposeService } from './compose/compose.ts';
import type { Dockerfile } from './dockerfiles.ts';
import type { Workload } from './kubernetes/workloads.ts';
import type { Package } from './packages.ts';
import type { Project } from './projects.ts';

/** What was read of a system's artefacts. */
export interface Artefacts {
  readonly files: Files;
  readonly packages: readonly Package[];
  readonly projects: readonly Project[];
  readonly dockerfiles: readonly Dockerfile[];
  readonly compose: readonly ComposeService[];
  readonly workloads: readonly Workload[];
  readonly builds: readonly Build[];
}

/** Folders that a build file elsewhere may be about: applications and packages, deepest first. */
export const knownFolders = ({ packages, projects }: Artefacts): readonly string[] =>
  [...new Set([...projects.filter(({ application }) => application).map(({ folder }) => folder), ...packages.map(({ folder }) => folder)])]
    .filter((folder) => folder !== '.' && !isAside(folder)).toSorted((a, b) => b.length - a.length);

/** Those of them that can be started: a build that only names a library is not about it. */
const programs = (artefacts: Artefacts): readonly string[] => {
  const applications = new Set(artefacts.projects.filter(({ application }) => application).map(({ folder }) => folder));
  return knownFolders(artefacts).filter((folder) => applications.has(folder) || isStartable(artefacts.files, folder, artefacts.packages));
};

const mentions = (text: string, folder: string): boolean => new RegExp(`(?:^|[^\\w-])${escapedExpression(folder)}(?:[^\\w-]|$)`).test(text);

/** The one application that a build or start command in another folder is about. */
export const mentioned = (text: string, folders: readonly string[]): string | undefined => {
  const whole = folders.filter((folder) => folder.includes('/') && mentions(text, folder));
  if (whole.length === 1) return whole[0];
  const started = text.split('\n').filter((line) => /\b(?:CMD|ENTRYPOINT|node|start|--filter|serve|nx (?:run|build))\b/.test(line)).join('\n');
  const inStart = folders.filter((folder) => folder.includes('/') && mentions(started, folder));
  if (inStart.length === 1) return inStart[0];
  const byName = folders.filter((folder) => mentions(started, baseOf(folder)));
  return byName.length === 1 ? byName[0] : undefined;
};

const sourceFolder = (folder: string, artefacts: Artefacts): string | undefined =>
  knownFolders(artefacts).find((one) => folder === one) ?? (folder !== '.' && artefacts.packages.some((pkg) => pkg.folder === folder) ? folder : undefined);

const bare = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '').replace(/(?<=..)(?:microservice|service|svc|ms|server|app|api)$/, '');

const only = (folders: readonly string[]): string | undefined => (folders.length === 1 ? folders[0] : undefined);

/** The folder that goes by one of these names: exactly, with the name of its package, or but for an ending such as `-service`. */
export const folderNamed = (names: readonly string[], artefacts: Artefacts): string | undefined => {
  const folders = knownFolders(artefacts);
  const packageName = (folder: string): string => baseOf(artefacts.packages.find((pkg) => pkg.folder === folder)?.name ?? folder);
  for (const name of names) {
    const found = folders.find((folder) => baseOf(folder) === name) ?? folders.find((folder) => packageName(folder) === name)
      ?? only(folders.filter((folder) => folder.replaceAll('/', '-').endsWith(`-${name}`) || name.endsWith(`-${baseOf(folder)}`))) ?? only(folders.filter((folder) => bare(baseOf(folder)) === bare(name)));
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The folder whose program a Dockerfile packs. */
export const packedFolder = (dockerfile: Dockerfile, artefacts: Artefacts): string => {
  const own = sourceFolder(dockerfile.folder, artefacts);
  if (own !== undefined) return own;
  const folders = knownFolders(artefacts);
  const suffix = baseOf(dockerfile.path).replace(/^dockerfile[._-]?|\.dockerfile$/gi, '');
  const bySuffix = folders.find((folder) => baseOf(folder) === suffix);
  const above = folders.find((folder) => isWithin(dockerfile.folder, folder));
  return bySuffix ?? mentioned(dockerfile.text, programs(artefacts)) ?? above ?? dockerfile.folder;
};

/** The program called like a folder that is not there, `orders-service` for `ordersservice`: it was renamed, and the build file was not. */
const renamedFolder = ({ context, name }: Pick<Build, 'context' | 'name'>, artefacts: Artefacts): string | undefined => {
  const found = artefacts.files.paths.some((path) => isWithin(path, context)) ? undefined : folderNamed([baseOf(context), name], artefacts);
  return found !== undefined && programs(artefacts).includes(found) ? found : undefined;
};

const buildFile = /dockerfile|\.(?:sh|md|ya?ml|conf|dockerignore)$/i;

/** A folder that only keeps Dockerfiles, and no program, says nothing of what they pack. */
const packedOf = (dockerfile: Dockerfile, artefacts: Artefacts): string | undefined => {
  const packed = packedFolder(dockerfile, artefacts);
  const keeps = packed === dockerfile.folder && packed !== '.' && artefacts.files.paths.filter((path) => isWithin(path, packed)).every((path) => buildFile.test(baseOf(path)));
  return keeps && !infrastructureImage.test(dockerfile.image) ? undefined : packed;
};

/** The folder that a build of an image is about: its context, the only one it names, or the one called like it. */
export const builtFolder = (build: Omit<Build, 'file' | 'line'>, artefacts: Artefacts): string => {
  const renamed = renamedFolder(build, artefacts);
  if (renamed !== undefined) return renamed;
  const folders = programs(artefacts);
  const context = sourceFolder(build.context, artefacts);
  const dockerfile = artefacts.dockerfiles.find(({ path }) => path === build.dockerfile);
  const packed = dockerfile === undefined ? undefined : packedOf(dockerfile, artefacts);
  if (packed !== undefined && packed !== build.context && isWithin(packed, build.context)) return packed;
  if (dockerfile !== undefined && infrastructureImage.test(dockerfile.image)) return context ?? dockerfile.folder;
  const told = mentioned(`${build.text}\n${build.target ?? ''}\n${build.command === '' ? '' : `CMD ${build.command}`}`, folders) ?? folders.find((folder) => baseOf(folder) === build.name);
  return context ?? (packed === undefined || packed === '.' || packed === build.context ? told : undefined) ?? packed ?? build.context;
};
