import { compareText } from '../../shared/compare-text.ts';
import type { Files } from '../files.ts';
import { knownPaths } from '../known-paths.ts';
import type { DeclaredService, Role, Service } from '../model.ts';
import { loadedBeside } from './runner-services.ts';
import { baseOf, folderOf, from, isWithin, join } from '../paths.ts';
import { isProduction, isSource } from '../production-scope.ts';
import { readBuilds } from './builds.ts';
import { candidates, type Candidate } from './candidates.ts';
import { readCompose, type ComposeService } from './compose/compose.ts';
import { readDockerfiles, type Dockerfile } from './dockerfiles.ts';
import { dotenvByFolder, readEmptyNames, type Environment, type Variable } from './environment.ts';
import { readKept } from './kubernetes/config-maps.ts';
import { readManifests, type Manifest } from './kubernetes/manifests.ts';
import { readPolicies, type Policy } from './kubernetes/policies.ts';
import { readWorkloads } from './kubernetes/workloads.ts';
import { readPackages, type Package } from './packages.ts';
import { readProjects } from './projects.ts';
import { entriesOf } from './entries.ts';
import { portsOf } from './service-ports.ts';
import { delegates, runsInProduction } from './start-scripts.ts';
import { readMarkers } from './markers.ts';
import { foreignImage, frameworkOf, infrastructureImage, isBrowser, isServer, roleOf } from './roles.ts';
import type { Artefacts } from './source-folders.ts';

/** A service and what its deployment files say about it. */
export interface Deployed {
  readonly service: Service;
  /** The first that defines a name wins: compose, manifests, image, dotenv files. */
  readonly environment: Environment;
  /** Files of variables that its deployment names and the tree does not have. */
  readonly absentEnvFiles: readonly string[];
  /** Variables of dotenv files alone, examples included. */
  readonly dotenv: Environment;
  /** Set by secrets, or left empty in a file for others to fill: known by name alone. */
  readonly named: Environment;
  readonly candidate: Candidate;
  /** Files outside its folder that it loads although nothing imports them. */
  readonly loads: readonly string[];
  /** Packages it may import without naming them in its own package.json. */
  readonly dependencies: ReadonlySet<string>;
}

export interface Workspace {
  readonly services: readonly Deployed[];
  readonly packages: readonly Package[];
  readonly dockerfiles: readonly Dockerfile[];
  readonly compose: readonly ComposeService[];
  /** Images of others that the system runs beside its services. */
  readonly infrastructure: readonly ComposeService[];
  /** Objects of Kubernetes, Helm charts rendered. */
  readonly manifests: readonly Manifest[];
  /** What a mesh does on requests to a host. */
  readonly policies: readonly Policy[];
}

const hasSource = (files: Files, folder: string): boolean => files.paths.some((path) => isWithin(path, folder) && isSource(path) && isProduction(from(folder, path)));

const packageOf = (packages: readonly Package[], folder: string): Package | undefined =>
  packages.filter((pkg) => isWithin(folder, pkg.folder)).toSorted((a, b) => b.folder.length - a.folder.length)[0];

interface Reading {
  readonly files: Files;
  readonly artefacts: Artefacts;
  readonly dotenv: ReadonlyMap<string, readonly Variable[]>;
  readonly empty: ReadonlyMap<string, readonly Variable[]>;
}

const foldersUp = (folder: string): readonly string[] => (folder === '.' ? ['.'] : [folder, ...foldersUp(folderOf(folder))]);

const dotenvOf = ({ folder }: Candidate, dotenv: Reading['dotenv']): Environment =>
  foldersUp(folder).flatMap((one) => [one, join(one, 'config'), join(one, 'env'), join(one, 'environments')]).flatMap((one) => dotenv.get(one) ?? []);

const environmentOf = (candidate: Candidate, reading: Reading): Environment => [
  ...[...candidate.compose, ...candidate.workloads, ...candidate.dockerfiles].flatMap(({ environment }) => environment),
  ...dotenvOf(candidate, reading.dotenv),
];

/** The image holds a program that is fetched while it is built. */
const isBuiltElsewhere = ({ dockerfiles }: Candidate): boolean => dockerfiles.length > 0 && dockerfiles.every(({ text }) => /\bgit\s+clone\b/.test(text) && !/^[^\S\n]*(?:COPY|ADD)\s+(?:--\S+\s+)*(?:\.\/?\s|\S*package[\w*.-]*json)/im.test(text));

/** No stage of any image has Node in it: the JavaScript that lies there is for browsers or for tools. */
const runsOtherLanguage = ({ dockerfiles }: Candidate, own: boolean): boolean => {
  const images = dockerfiles.flatMap((one) => one.images);
  const node = images.some((image) => /node|bun|deno|npm|yarn|js|\$|base|alpine:|ubuntu/i.test(image));
  return images.length > 0 && !node && (images.some((image) => foreignImage.test(image)) || !own);
};

const isNode = (candidate: Candidate, { files, artefacts }: Reading): boolean => {
  const { folder } = candidate;
  const foreign = files.paths.some((path) => folderOf(path) === folder && /^(?:go\.mod|requirements\.txt|pyproject\.toml|pom\.xml|build\.gradle(?:\.kts)?|Cargo\.toml|Gemfile|composer\.json|.*\.csproj)$/.test(baseOf(path)));
  const own = artefacts.packages.some((pkg) => pkg.folder === folder);
  if (isBuiltElsewhere(candidate) || runsOtherLanguage(candidate, own)) return false;
  return hasSource(files, folder) && (own || !foreign);
};

const browserFiles = ['vite.config.ts', 'vite.config.js', 'vite.config.mts', 'next.config.js', 'next.config.mjs', 'next.config.ts', 'angular.json', 'src/index.html', 'index.html', 'src/main.tsx', 'src/app/app.component.ts', 'vite.config.mjs', 'rsbuild.config.ts', 'src/polyfills.ts', 'src/App.tsx', 'src/App.jsx', 'public/index.html'];

/** Written in another language, as its files or the image that builds it say. */
const isForeign = ({ folder, dockerfiles }: Candidate, { paths }: Files): boolean =>
  dockerfiles.some(({ images }) => images.some((image) => foreignImage.test(image))) ||
  paths.some((path) => isWithin(path, folder) && /\.(?:go|py|java|kt|cs|rs|rb|php|scala|ex|cpp)$/.test(path));

const toRole = (candidate: Candidate, reading: Reading, node: boolean): Role => {
  const { folder, dockerfiles } = candidate;
  const { files, artefacts } = reading;
  const own = artefacts.packages.find((pkg) => pkg.folder === folder);
  const page = browserFiles.some((name) => knownPaths(files).has(join(folder, name)));
  const browser = own === undefined || !(isBrowser(own) || isServer(own)) ? page : isBrowser(own) && (page || !isServer(own) || own.dependencies.has('next'));
  if (!node && (dockerfiles.some(({ image }) => infrastructureImage.test(image)) || !isForeign(candidate, files))) return browser ? 'ui' : 'infra';
  return roleOf({ name: serviceName(candidate), dependencies: own?.dependencies ?? new Set(), kind: own?.kind ?? null, browser });
};

const serviceName = ({ folder, name, compose }: Candidate): string => (folder === '.' ? (name ?? compose[0]?.name ?? '.') : baseOf(folder.replace(/(.)\/src$/, '$1')).replace(/(?:\.service)?\.[jt]s$/, ''));

const deployed = (candidate: Candidate, reading: Reading): Deployed => {
  const { packages } = reading.artefacts;
  const own = packages.find((pkg) => pkg.folder === candidate.folder);
  const environment = environmentOf(candidate, reading);
  const node = isNode(candidate, reading);
  const dependencies = own?.dependencies ?? packageOf(packages, candidate.folder)?.dependencies ?? new Set<string>();
  const name = candidate.folder === '.' ? (own?.name ?? serviceName(candidate)) : serviceName(candidate);
  const aliases = [name, candidate.name, own?.name, ...candidate.compose.flatMap(({ hosts }) => hosts), ...candidate.workloads.flatMap(({ hosts }) => hosts)];
  const service: Service = {
    name, path: candidate.folder, node,
    role: toRole(candidate, reading, node),
    framework: frameworkOf(dependencies, packages),
    entries: node ? entriesOf(reading.files, { folder: candidate.folder, own }) : [],
    aliases: [...new Set(aliases)].filter((alias) => typeof alias === 'string').toSorted(compareText),
    ports: portsOf({ ...candidate, environment, own }),
    unit: own?.folder ?? candidate.dockerfiles[0]?.path ?? packageOf(packages, candidate.folder)?.folder ?? '.',
    evidence: candidate.evidence,
  };
  const named = [...candidate.workloads.flatMap(({ containers }) => containers.flatMap((one) => one.named)), ...dotenvOf(candidate, reading.empty), ...candidate.compose.flatMap((one) => one.emptyNames)];
  return { service, environment, candidate, dependencies, loads: loadedBeside(candidate.folder, candidate.compose, reading.files), named, dotenv: dotenvOf(candidate, reading.dotenv), absentEnvFiles: candidate.compose.flatMap(({ absentEnvFiles }) => absentEnvFiles) };
};

const renamed = (services: readonly Deployed[], nameOf: (service: Service) => string): readonly Deployed[] => {
  const counts = Map.groupBy(services, ({ service }) => service.name);
  return services.map((one) => ((counts.get(one.service.name)?.length ?? 0) < 2 || one.service.path === '.' ? one : { ...one, service: { ...one.service, name: nameOf(one.service) } }));
};

/** Folders whose last names are equal are told apart by the folder around them, and where that is not enough, by the whole path. */
const distinct = (services: readonly Deployed[]): readonly Deployed[] =>
  renamed(renamed(services, ({ name, path }) => (folderOf(path) === '.' ? name : `${baseOf(folderOf(path))}-${name}`)), ({ path }) => path.replaceAll('/', '-'));

/** What the team says itself counts before what was seen. */
const asDeclared = (one: Deployed, declared: readonly DeclaredService[]): Deployed => {
  const told = declared.find(({ path }) => join('.', path) === one.service.path);
  if (told === undefined) return one;
  return { ...one, service: { ...one.service, name: told.name, role: told.role ?? one.service.role, aliases: [...new Set([...one.service.aliases, told.name])].toSorted(compareText) } };
};

/** The package of the whole tree starts a server of its own, in files that belong to none of the services below it. */
const runsBeside = ({ files, artefacts: { packages } }: Reading, outside: (path: string) => boolean): boolean => {
  const own = packages.find(({ folder }) => folder === '.');
  return own !== undefined && isServer(own) && !isBrowser(own) && !delegates(own) && runsInProduction(files, own) && entriesOf(files, { folder: '.', own }).every(outside);
};

/** A folder around other services is their home, not a service, unless an image is built of just it. */
const isHome = (one: Candidate, all: readonly Candidate[], reading: Reading): boolean => {
  if (one.folder !== '.' && one.dockerfiles.some(({ folder, images }) => folder === one.folder && images.some((image) => foreignImage.test(image)))) return false;
  const inner = all.filter(({ folder }) => folder !== one.folder && isWithin(folder, one.folder));
  if (inner.length === 0) return false;
  const outside = (path: string): boolean => !inner.some(({ folder }) => isWithin(path, folder));
  const own = hasSource({ ...reading.files, paths: reading.files.paths.filter(outside) }, join(one.folder, 'src'));
  return !own || (one.folder === '.' && !runsBeside(reading, outside));
};

/** The services of a tree, found without reading a line of their code. */
export const workspace = (files: Files, declared: readonly DeclaredService[] = []): Workspace => {
  const manifests = readManifests(files);
  const workloads = readWorkloads(manifests, readKept(files, manifests));
  const artefacts: Artefacts = { files, packages: readPackages(files), projects: readProjects(files), dockerfiles: readDockerfiles(files), compose: readCompose(files), workloads, builds: readBuilds(files) };
  const reading: Reading = { files, artefacts, dotenv: dotenvByFolder(files), empty: dotenvByFolder(files, readEmptyNames) };
  const named = declared.map(({ name, path }) => ({ name, folder: join('.', path) }));
  const found = candidates(artefacts, readMarkers(files), named);
  const services = found.filter((one) => named.some(({ folder }) => folder === one.folder) || !isHome(one, found, reading)).map((one) => deployed(one, reading));
  const built = new Set(found.flatMap(({ compose }) => compose));
  return {
    services: distinct(services).map((one) => asDeclared(one, declared)).toSorted((a, b) => compareText(a.service.name, b.service.name)),
    packages: artefacts.packages,
    dockerfiles: artefacts.dockerfiles,
    compose: artefacts.compose,
    infrastructure: artefacts.compose.filter((one) => !built.has(one)),
    manifests,
    policies: readPolicies(files, manifests, workloads),
  };
};
