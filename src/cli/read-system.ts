import { relative, resolve, sep } from 'node:path';
import { readTree } from '../files/read-tree.ts';
import { standing } from '../files/text-file.ts';
import { ExitCode, UserError } from '../shared/errors.ts';
import { analyze } from '../system/analyze.ts';
import { sourceFacts } from '../system/facts/source-facts.ts';
import type { Files } from '../system/files.ts';
import type { Declared, Model, Service } from '../system/model.ts';
import type { Invocation } from './command.ts';
import { startReading } from './reading.ts';

/** The folder of a system and the parts of it that are asked for. */
export interface Place {
  /** Absolute. */
  readonly root: string;
  /** The root as seen from where the command runs, with `/`; `.` when it runs there. */
  readonly shown: string;
  /** Relative to the root; the empty one is all of it. */
  readonly folders: readonly string[];
}

export interface SystemInput extends Place {
  readonly files: Files;
  readonly model: Model;
}

const posix = (path: string): string => path.split(sep).join('/');

const folder = (cwd: string, path: string): string => {
  const absolute = resolve(cwd, path);
  const found = standing(absolute);
  if (found === 'nothing') throw new UserError(ExitCode.usage, `there is no folder ${path}`, 'Give the root folder of a system.');
  if (found === 'file') throw new UserError(ExitCode.usage, `${path} is a file`, 'Give the root folder of a system; it is read as a whole.');
  return absolute;
};

const commonParent = (folders: readonly string[]): string => {
  const [first = [], ...rest] = folders.map((path) => path.split(sep));
  const different = first.findIndex((part, index) => rest.some((other) => other[index] !== part));
  return first.slice(0, different === -1 ? first.length : different).join(sep) || sep;
};

/** Only what lies in the given folders; other files of their common parent are not looked at. */
const within = (files: Files, folders: readonly string[]): Files => {
  if (folders.includes('')) return files;
  const isIn = (path: string): boolean => folders.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
  const visible = new Set(files.paths.filter(isIn));
  return {
    paths: [...visible],
    read: (path) => (visible.has(path) ? files.read(path) : undefined),
    isPart: true,
    passedOver: () => files.passedOver?.().filter(({ file }) => isIn(file)) ?? [],
  };
};

/**
 * The system in the given folders; their common parent is its root.
 * @throws UserError (exit 2) for a path that is no folder
 */
export const locateSystem = (cwd: string, paths: readonly string[]): Place => {
  const folders = (paths.length === 0 ? ['.'] : paths).map((path) => folder(cwd, path));
  const root = commonParent(folders);
  return { root, shown: posix(relative(cwd, root)) || '.', folders: folders.map((path) => posix(relative(root, path))) };
};

/** What is read of a place. */
export const openTree = ({ root, folders }: Place): Files => within(readTree(root), folders);

export const readSystem = (place: Place, invocation: Invocation, declared: Declared = { dependencies: null }): SystemInput => {
  const files = openTree(place);
  const reading = startReading(place.root, invocation);
  const model = analyze(files, declared, sourceFacts(files, reading.read));
  reading.close();
  return { ...place, files, model };
};

/** @throws UserError (exit 3): what has no service must never look clean */
export const requireServices = ({ model, shown }: SystemInput): void => {
  if (model.services.length > 0) return;
  throw new UserError(ExitCode.refused, `no service was found in ${shown}: nothing was analysed`, 'Run it at the root of a system: services are seen by workspaces, Dockerfiles, compose files, Nest or Nx projects and start scripts.');
};

/** Answers requests or follows events: what a system has several of. */
const works = ({ role }: Service): boolean => role !== 'ui' && role !== 'infra';

/** @throws UserError (exit 3): one program is no system, and what is not read must never look clean */
export const requireSystem = (input: SystemInput): void => {
  requireServices(input);
  const working = input.model.services.filter(works);
  if (working.length < 2) {
    const found = working.length === 0 ? 'no service' : `only one service (${working.map(({ name }) => name).join()})`;
    throw new UserError(ExitCode.refused, `${found} was found in ${input.shown}: that is no system of services, and nothing was analysed`, 'Run it at the root that holds all services of the system.');
  }
  if (!working.some(({ node }) => node)) {
    throw new UserError(ExitCode.refused, `none of the ${working.length} services in ${input.shown} runs on Node: nothing was analysed`, 'ms lint reads TypeScript and JavaScript services.');
  }
};
