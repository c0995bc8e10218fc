import type { Files } from '../files.ts';
import { baseOf, folderOf, isWithin, join } from '../paths.ts';
import type { ComposeService } from './compose/compose.ts';

/**
 * Moleculer's runner loads the service files that `SERVICES` names: one image serves for all, and each container is one of
 * them. Source: https://moleculer.services/docs/0.14/runner.html
 */
export interface RunnerService {
  /** The file that is the service. */
  readonly file: string;
  /** What the runner loads beside it. */
  readonly loads: readonly string[];
}

const endings = ['.service.ts', '.service.js', '.ts', '.js', ''];

/** The one service file that a container runs; null when it runs all of them, or is no runner's. */
export const runnerService = ({ build, environment }: ComposeService, { paths }: Files): RunnerService | null => {
  const told = (name: string): string => environment.find((variable) => variable.name === name)?.value ?? '';
  const [name, ...more] = told('SERVICES').split(',').map((part) => part.trim()).filter((part) => part !== '');
  if (build === null || name === undefined || more.length > 0) return null;
  const folder = join(build.context, told('SERVICEDIR') || 'services');
  const file = endings.map((ending) => join(folder, `${name}${ending}`)).find((path) => paths.includes(path));
  if (file === undefined) return null;
  return { file, loads: paths.filter((path) => folderOf(path) === join('.', build.context) && /^moleculer\.config\.[cm]?[jt]s$/.test(baseOf(path))) };
};

/** What a service loads although nothing of it imports that. */
export const loadedBeside = (folder: string, compose: readonly ComposeService[], files: Files): readonly string[] =>
  compose.flatMap((one) => {
    const found = runnerService(one, files);
    return found !== null && isWithin(found.file, folder) ? found.loads : [];
  });
