import type { Files } from '../../files.ts';
import type { Route, Service } from '../../model.ts';
import type { EntryPoint } from '../entry-points.ts';
import { joinPath } from '../http-routes.ts';
import { versionIn } from '../nest.ts';
import type { System } from '../system.ts';
import { functionKey, type Frame } from '../term.ts';
import { cloudFiles } from './cloud-files.ts';
import { ownersOf, worksIn } from './handlers.ts';
import { readLambdas, type Lambda, type Request } from './lambdas.ts';

/** A route that a gateway of the cloud hands to a function. */
export interface Answered {
  readonly route: Route;
  readonly work: readonly Frame[];
}

const toRoute = (service: Service, { file }: Lambda, { method, path, line }: Request): Route =>
  ({ service: service.name, method, path: joinPath(path), version: versionIn(path), kind: 'http', byPlatform: true, file, line, column: 1 });

/** Everything is handed to a program with routes of its own. */
const isWhole = ({ path }: Request): boolean => /^\/?(?:\{proxy\+\}|\*)?$/.test(path) || path.includes('+}');

/** Requests that run functions, as the files of a cloud say. */
export const readAnswered = (files: Files, system: System): readonly Answered[] =>
  readLambdas(cloudFiles(files, system)).flatMap((lambda) => {
    const work = lambda.requests.length === 0 ? [] : worksIn(system, lambda);
    return lambda.requests.filter((one) => !isWhole(one)).flatMap((one) => ownersOf(system, lambda).map(({ service }) => ({ route: toRoute(service, lambda, one), work })));
  });

export const entriesOfAnswered = (answered: readonly Answered[]): readonly EntryPoint[] =>
  answered.flatMap(({ route: { service, method, path, file, line }, work }) => work.map((runs) => ({ function: functionKey(runs.file, runs.inside), handler: { service, kind: 'request' as const, name: `${method} ${path}`, file, line } })));
