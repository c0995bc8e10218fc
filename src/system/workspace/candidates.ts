import type { Evidence } from '../model.ts';
import { folderOf, isWithin, join } from '../paths.ts';
import { isAside } from '../production-scope.ts';
import type { ComposeService } from './compose/compose.ts';
import { isNamedAfterMigration, onlyMigrates, preparesDatabase } from './database-jobs.ts';
import type { Dockerfile } from './dockerfiles.ts';
import { entriesOf } from './entries.ts';
import { imageName, type Workload } from './kubernetes/workloads.ts';
import type { Marker } from './markers.ts';
import { foreignImage, infrastructureImage } from './roles.ts';
import { runnerService } from './runner-services.ts';
import { builtFolder, folderNamed, knownFolders, mentioned, packedFolder, type Artefacts } from './source-folders.ts';
import { delegates, isStartable, packageNote, runsInProduction, startsAlone } from './start-scripts.ts';

/** A folder that is deployed on its own, and what says so. */
export interface Candidate {
  readonly folder: string;
  readonly name: string | null;
  readonly evidence: readonly Evidence[];
  readonly dockerfiles: readonly Dockerfile[];
  readonly compose: readonly ComposeService[];
  readonly workloads: readonly Workload[];
}

interface Sighting {
  readonly folder: string;
  readonly name?: string;
  readonly evidence: Evidence;
  readonly dockerfiles?: readonly Dockerfile[];
  readonly compose?: ComposeService;
  readonly workload?: Workload;
}

const nodeImage = /(?:^|\/)(?:node|bun|deno|nodejs[\w-]*)(?:[:@]|$)/i;

/** A folder that holds nothing but build files is where they are kept, not what they build. */
const holdsProgram = (folder: string, { files, packages }: Artefacts, { image, images }: Dockerfile): boolean => {
  const own = packages.some((pkg) => pkg.folder === folder) || entriesOf(files, { folder, own: undefined }).length > 0;
  return own || images.some((one) => foreignImage.test(one)) || (infrastructureImage.test(image) && !images.some((one) => nodeImage.test(one)));
};

const dockerSightings = (artefacts: Artefacts): readonly Sighting[] =>
  artefacts.dockerfiles.filter((one) => !isAside(one.folder) && !onlyMigrates(one)).map((dockerfile) => ({ dockerfile, folder: packedFolder(dockerfile, artefacts) }))
    .filter(({ folder, dockerfile }) => folder !== dockerfile.folder || holdsProgram(folder, artefacts, dockerfile))
    .map(({ folder, dockerfile }) => ({ folder, dockerfiles: [dockerfile], evidence: { file: dockerfile.path, line: 1, note: 'built as an image' } }));

const dockerfileAt = ({ dockerfiles }: Artefacts, path: string): readonly Dockerfile[] => dockerfiles.filter((one) => one.path === path);

const startableNamed = (names: readonly string[], artefacts: Artefacts): string | undefined => {
  const found = folderNamed(names, artefacts);
  return found !== undefined && isStartable(artefacts.files, found, artefacts.packages) ? found : undefined;
};

/** The folder that a compose service runs: what it builds, or the one that its image, its command or, where what it builds is not there, its name is about. */
const composeFolder = (compose: ComposeService, artefacts: Artefacts): string | undefined => {
  const { build, image, name, command } = compose;
  const run = runnerService(compose, artefacts.files);
  if (run !== null) return run.file;
  if (build !== null) {
    const folder = builtFolder({ ...build, name, command }, artefacts);
    return folder !== build.context || dockerfileAt(artefacts, build.dockerfile).every((one) => holdsProgram(folder, artefacts, one)) ? folder : undefined;
  }
  if (image === null || nodeImage.test(image)) return mentioned(`CMD ${command}`, knownFolders(artefacts)) ?? (image === null ? startableNamed([name], artefacts) : undefined);
  const built = artefacts.builds.find((one) => one.name === imageName(image));
  const folder = built === undefined ? '.' : builtFolder(built, artefacts);
  // A build of the whole tree does not say what is in the image; its name may.
  if (folder !== '.') return folder;
  return infrastructureImage.test(image) ? undefined : startableNamed([imageName(image), name], artefacts);
};

const composeSightings = (artefacts: Artefacts): readonly Sighting[] =>
  artefacts.compose.filter(({ file, name }) => !isAside(folderOf(file)) && !isNamedAfterMigration(name)).flatMap((compose) => {
    const folder = composeFolder(compose, artefacts);
    const dockerfiles = compose.build === null ? [] : dockerfileAt(artefacts, compose.build.dockerfile);
    return folder === undefined || isAside(folder) ? [] : [{ folder, compose, dockerfiles, evidence: { file: compose.file, line: compose.line, note: `compose service ${compose.name}` } }];
  });

const buildSightings = (artefacts: Artefacts): readonly Sighting[] =>
  artefacts.builds.map((build) => ({ build, folder: builtFolder(build, artefacts) })).filter(({ folder }) => folder !== '.' && !isAside(folder) && artefacts.files.paths.some((path) => isWithin(path, folder)))
    .map(({ build, folder }) => ({ folder, dockerfiles: dockerfileAt(artefacts, build.dockerfile), evidence: { file: build.file, line: build.line, note: `image ${build.name} is built of it` } }));

const workloadSightings = (artefacts: Artefacts): readonly Sighting[] =>
  artefacts.workloads.filter(({ job }) => !job).flatMap((workload) => {
    const images = workload.images.filter((image) => !infrastructureImage.test(image)).map(imageName);
    const built = artefacts.builds.find(({ name }) => images.includes(name));
    const told = built === undefined ? '.' : builtFolder(built, artefacts);
    const folder = told === '.' ? folderNamed([...images, ...(images.length > 0 ? [workload.name] : [])], artefacts) : told;
    return folder === undefined || folder === '.' || !isStartable(artefacts.files, folder, artefacts.packages) ? [] : [{ folder, workload, evidence: { file: workload.file, line: workload.line, note: `workload ${workload.name}` } }];
  });

const markerSightings = (artefacts: Artefacts, markers: readonly Marker[]): readonly Sighting[] =>
  markers.filter(({ folder }) => !isAside(folder)).flatMap(({ folder, command, file, line, note }) => {
    const owned = artefacts.packages.some((pkg) => pkg.folder === folder);
    const found = (folder === '.' || !owned) && command !== null ? (mentioned(`${command}\nCMD ${command}`, knownFolders(artefacts)) ?? folder) : folder;
    const program = artefacts.packages.some((pkg) => pkg.folder === found) || entriesOf(artefacts.files, { folder: found, own: undefined }).length > 0;
    return program ? [{ folder: found, evidence: { file, line, note } }] : [];
  });

/** Packages with a start script that lie where most of their neighbours are deployed: what starts alike is deployed alike. */
const neighbours = (artefacts: Artefacts, seen: ReadonlySet<string>): readonly Sighting[] => {
  const byHome = Map.groupBy(artefacts.packages.filter(({ folder }) => folder.includes('/') && !isAside(folder)), ({ folder }) => folderOf(folder));
  return [...byHome.values()].flatMap((group) => {
    const deployed = group.filter(({ folder }) => seen.has(folder));
    if (deployed.length < 2 || deployed.length * 2 < group.length) return [];
    const alike = group.filter((pkg) => !seen.has(pkg.folder) && runsInProduction(artefacts.files, pkg));
    return alike.map((pkg) => ({ folder: pkg.folder, evidence: { file: pkg.path, line: 1, note: `${packageNote(pkg)}, among services` } }));
  });
};

/** A service that the team declared, and its folder. */
interface Named {
  readonly name: string;
  readonly folder: string;
}

const declaredSightings = ({ files }: Artefacts, named: readonly Named[]): readonly Sighting[] =>
  named.flatMap(({ name, folder }) => {
    const first = files.paths.find((path) => isWithin(path, folder));
    return first === undefined ? [] : [{ folder, name, evidence: { file: files.paths.includes(join(folder, 'package.json')) ? join(folder, 'package.json') : first, line: 1, note: 'declared in the configuration' } }];
  });

/** Inside the source of another program: a template of what that program generates. */
const isInsideSource = (folder: string, programs: ReadonlySet<string>): boolean => [...programs].some((outer) => outer !== folder && isWithin(folder, join(outer, 'src')));

/** Folders that a tool declares as libraries and no image is built of: whatever is called like one, it is no service. What the team says stands. */
const librariesOf = ({ projects, dockerfiles }: Artefacts, named: readonly Named[]): ReadonlySet<string> => {
  const told = new Set([...named.map(({ folder }) => folder), ...dockerfiles.map(({ folder }) => folder)]);
  return new Set(projects.flatMap(({ library, folder }) => (library && !told.has(folder) ? [folder] : [])));
};

const unique = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];

/** Everything that looks like a service, one entry a folder. */
export const candidates = (artefacts: Artefacts, markers: readonly Marker[], named: readonly Named[]): readonly Candidate[] => {
  const { files } = artefacts;
  const deployed: readonly Sighting[] = [
    ...artefacts.projects.filter(({ application, folder }) => application && !isAside(folder)).map(({ name, folder, declared }) => ({ folder, name, evidence: { file: declared, line: 1, note: `application ${name}` } })),
    ...artefacts.packages.filter((pkg) => startsAlone(files, pkg) && (pkg.folder !== '.' || !delegates(pkg))).map((pkg) => ({ folder: pkg.folder, evidence: { file: pkg.path, line: 1, note: packageNote(pkg) } })),
    ...declaredSightings(artefacts, named), ...composeSightings(artefacts), ...dockerSightings(artefacts), ...buildSightings(artefacts), ...workloadSightings(artefacts), ...markerSightings(artefacts, markers),
  ];
  const sightings = [...deployed, ...neighbours(artefacts, new Set(deployed.map(({ folder }) => folder)))];
  const folders = new Set(artefacts.packages.filter(({ folder }) => folder !== '.' && sightings.some((one) => one.folder === folder)).map(({ folder }) => folder));
  const libraries = librariesOf(artefacts, named);
  return [...Map.groupBy(sightings.filter(({ folder }) => !preparesDatabase(folder) && !isInsideSource(folder, folders) && !libraries.has(folder)), ({ folder }) => folder)].map(([folder, group]) => ({
    folder,
    name: group.find(({ name }) => name !== undefined)?.name ?? null,
    evidence: group.map(({ evidence }) => evidence),
    dockerfiles: unique(group.flatMap(({ dockerfiles }) => dockerfiles ?? [])),
    compose: group.flatMap(({ compose }) => compose ?? []),
    workloads: group.flatMap(({ workload }) => workload ?? []),
  }));
};
