import type { Evidence } from '../model.ts';
import { baseOf, folderOf, isWithin } from '../paths.ts';
import { isAside } from '../production-scope.ts';
import type { ComposeService } from './compose/compose.ts';
import type { Dockerfile } from './dockerfiles.ts';
import { imageName, type Workload } from './kubernetes/workloads.ts';
import type { Package } from './packages.ts';
import type { Project } from './projects.ts';
import { isBrowser, isServer } from './roles.ts';

/** What was read of a system's artefacts. */
export interface Artefacts {
  readonly packages: readonly Package[];
  readonly projects: readonly Project[];
  readonly dockerfiles: readonly Dockerfile[];
  readonly compose: readonly ComposeService[];
  readonly workloads: readonly Workload[];
}

/** A folder that is deployed on its own, and what says so. */
export interface Candidate {
  readonly folder: string;
  readonly name: string | null;
  readonly evidence: readonly Evidence[];
  readonly dockerfiles: readonly Dockerfile[];
  readonly compose: readonly ComposeService[];
  readonly workloads: readonly Workload[];
}

/** Prepares the database of others and ends. */
const preparesDatabase = (folder: string): boolean => /(?:^|[-_])(?:migrations?|seed(?:s|er|ers|ing)?)$/i.test(baseOf(folder));

const starters = ['start', 'start:prod', 'start:dev', 'dev', 'serve', 'develop'];

const compiles = (script: string): boolean => /^(?:npx )?(?:tsc|tsup|tsdown|rollup|swc|esbuild|unbuild|bun build|bun run build|npm run build)\b/.test(script);

const startScript = ({ scripts }: Package): string | undefined => starters.find((name) => scripts.has(name) && !compiles(scripts.get(name) ?? ''));

/** Starts the packages below it instead of a server of its own. */
const delegates = (pkg: Package): boolean =>
  pkg.isWorkspaceRoot || starters.map((name) => pkg.scripts.get(name) ?? '').some((script) => /\b(?:turbo|lerna|nx run-many|concurrently|npm-run-all|yarn workspaces|pnpm -r|pnpm --filter|docker-compose|docker compose)\b/.test(script));

/** A folder of its own that starts a server or a page. */
const startsAlone = (pkg: Package): boolean => {
  if (pkg.kind !== null) return pkg.kind === 'service' || pkg.kind === 'gateway';
  if (isAside(pkg.folder) || pkg.published || startScript(pkg) === undefined) return false;
  return isServer(pkg) || isBrowser(pkg);
};

const packageEvidence = (pkg: Package): Evidence => ({ file: pkg.path, line: 1, note: pkg.kind === null ? `package with a ${startScript(pkg) ?? 'start'} script` : `package of kind ${pkg.kind}` });

/** Folders that a build file elsewhere may be about: applications and packages, deepest first. */
const knownFolders = ({ packages, projects }: Artefacts): readonly string[] =>
  [...new Set([...projects.filter(({ application }) => application).map(({ folder }) => folder), ...packages.map(({ folder }) => folder)])].filter((folder) => folder !== '.').toSorted((a, b) => b.length - a.length);

const mentions = (text: string, folder: string): boolean => new RegExp(`(?:^|[^\\w-])${folder.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?:[^\\w-]|$)`).test(text);

/** The one application that a build or start command in another folder is about. */
const mentioned = (text: string, folders: readonly string[]): string | undefined => {
  const whole = folders.filter((folder) => folder.includes('/') && mentions(text, folder));
  if (whole.length === 1) return whole[0];
  const started = text.split('\n').filter((line) => /\b(?:CMD|ENTRYPOINT|node|start|--filter|serve)\b/.test(line)).join('\n');
  const byName = folders.filter((folder) => mentions(started, baseOf(folder)));
  return byName.length === 1 ? byName[0] : undefined;
};

const sourceFolder = (folder: string, artefacts: Artefacts): string | undefined =>
  knownFolders(artefacts).filter((one) => !isAside(one)).find((one) => folder === one) ?? (folder !== '.' && artefacts.packages.some((pkg) => pkg.folder === folder) ? folder : undefined);

/** The folder whose program a Dockerfile packs. */
const packedFolder = (dockerfile: Dockerfile, artefacts: Artefacts): string => {
  const own = sourceFolder(dockerfile.folder, artefacts);
  if (own !== undefined) return own;
  const folders = knownFolders(artefacts);
  const suffix = baseOf(dockerfile.path).replace(/^dockerfile[._-]?|\.dockerfile$/gi, '');
  const bySuffix = folders.find((folder) => baseOf(folder) === suffix);
  const above = folders.find((folder) => isWithin(dockerfile.folder, folder));
  return bySuffix ?? mentioned(dockerfile.text, folders) ?? above ?? dockerfile.folder;
};

const builtFolder = (service: ComposeService, artefacts: Artefacts): string | undefined => {
  const { build, image, name } = service;
  const folders = knownFolders(artefacts);
  if (build !== null) {
    const context = sourceFolder(build.context, artefacts);
    const dockerfile = artefacts.dockerfiles.find(({ path }) => path === build.dockerfile);
    const packed = dockerfile === undefined ? undefined : packedFolder(dockerfile, artefacts);
    const told = mentioned(`${build.text}\n${build.target ?? ''}\nCMD ${service.command}`, folders) ?? folders.find((folder) => baseOf(folder) === name);
    if (packed !== undefined && packed !== build.context && isWithin(packed, build.context)) return packed;
    return context ?? (packed === undefined || packed === '.' || packed === build.context ? told : undefined) ?? packed ?? build.context;
  }
  return image === null ? mentioned(`CMD ${service.command}`, folders) : folders.find((folder) => baseOf(folder) === imageName(image) || baseOf(folder) === name);
};

interface Sighting {
  readonly folder: string;
  readonly name?: string;
  readonly evidence: Evidence;
  readonly dockerfile?: Dockerfile;
  readonly compose?: ComposeService;
  readonly workload?: Workload;
}

const dockerSightings = (artefacts: Artefacts): readonly Sighting[] =>
  artefacts.dockerfiles.filter(({ folder }) => !isAside(folder)).map((dockerfile) => ({ folder: packedFolder(dockerfile, artefacts), dockerfile, evidence: { file: dockerfile.path, line: 1, note: 'built as an image' } }));

const composeSightings = (artefacts: Artefacts): readonly Sighting[] =>
  artefacts.compose.filter(({ file }) => !isAside(folderOf(file))).flatMap((compose) => {
    const folder = builtFolder(compose, artefacts);
    return folder === undefined || isAside(folder) ? [] : [{ folder, compose, evidence: { file: compose.file, line: compose.line, note: `compose service ${compose.name}` } }];
  });

const workloadSightings = (artefacts: Artefacts): readonly Sighting[] =>
  artefacts.workloads.flatMap((workload) => {
    const names = new Set([workload.name, ...workload.images.map(imageName)]);
    const folder = knownFolders(artefacts).find((one) => names.has(baseOf(one)));
    return folder === undefined ? [] : [{ folder, workload, evidence: { file: workload.file, line: workload.line, note: `workload ${workload.name}` } }];
  });

/** Everything that looks like a service, one entry a folder. */
export const candidates = (artefacts: Artefacts): readonly Candidate[] => {
  const sightings: readonly Sighting[] = [
    ...artefacts.projects.filter(({ application, folder }) => application && !folder.endsWith('-e2e')).map(({ name, folder, declared }) => ({ folder, name, evidence: { file: declared, line: 1, note: `application ${name}` } })),
    ...artefacts.packages.filter(startsAlone).filter((pkg) => pkg.folder !== '.' || !delegates(pkg)).map((pkg) => ({ folder: pkg.folder, evidence: packageEvidence(pkg) })),
    ...composeSightings(artefacts), ...dockerSightings(artefacts), ...workloadSightings(artefacts),
  ];
  return [...Map.groupBy(sightings.filter(({ folder }) => !preparesDatabase(folder)), ({ folder }) => folder)].map(([folder, group]) => ({
    folder,
    name: group.find(({ name }) => name !== undefined)?.name ?? null,
    evidence: group.map(({ evidence }) => evidence),
    dockerfiles: group.flatMap(({ dockerfile }) => dockerfile ?? []),
    compose: group.flatMap(({ compose }) => compose ?? []),
    workloads: group.flatMap(({ workload }) => workload ?? []),
  }));
};
