import type { Files } from '../system/files.ts';
import type { Model, Service } from '../system/model.ts';
import { ExitCode, UserError } from '../shared/errors.ts';
import { quoted } from '../shared/name-problem.ts';
import { didYouMean } from '../shared/nearest.ts';
import type { PackageManager } from './package-manager.ts';

/** A system as its own files say, never as somebody answered once. */
export interface StandingSystem {
  /** Scope of its packages: `my-shop` of `@my-shop/orders`. */
  readonly name: string;
  readonly pm: PackageManager;
  readonly model: Model;
  readonly read: Files['read'];
}

const lockFiles: readonly (readonly [file: string, pm: PackageManager])[] = [
  ['pnpm-workspace.yaml', 'pnpm'], ['pnpm-lock.yaml', 'pnpm'], ['.yarnrc.yml', 'yarn'], ['yarn.lock', 'yarn'], ['bun.lock', 'bun'], ['package-lock.json', 'npm'],
];

/** The package manager that a tree is made for. */
export const packageManagerIn = (read: Files['read']): PackageManager => lockFiles.find(([file]) => read(file) !== undefined)?.[1] ?? 'npm';

const scopeOf = (read: Files['read']): string => {
  const text = read('packages/chassis/package.json') ?? '';
  const scope = /"name":\s*"@([^/"]+)\/chassis"/.exec(text)?.[1];
  if (scope === undefined) throw new UserError(ExitCode.refused, 'packages/chassis is not there: this is no system made by create-microservice', 'Run the command in one, or make one: npx create-microservice my-shop.');
  return scope;
};

export const standingSystem = (model: Model, read: Files['read']): StandingSystem => ({ name: scopeOf(read), pm: packageManagerIn(read), model, read });

/** The service of a name; @throws UserError (exit 2) with the nearest name. */
export const requireService = ({ model }: Pick<StandingSystem, 'model'>, name: string): Service => {
  const service = model.services.find((candidate) => candidate.name === name);
  if (service === undefined) throw new UserError(ExitCode.usage, `there is no service ${quoted(name)}`, didYouMean(name, model.services.filter(({ node }) => node).map((candidate) => candidate.name)));
  return service;
};

/** The one that passes requests on. A backend for a front end is at the edge, too, but it has a contract. */
export const gatewayOf = ({ model, read }: StandingSystem): Service | undefined =>
  model.services.find(({ role, node, path }) => role === 'gateway' && node && read(`${path}/contract/package.json`) === undefined);

/** Name of the package that holds what a service promises; @throws UserError (exit 3) for one that promises nothing. */
export const contractPackage = ({ read }: StandingSystem, { name: service, path: folder }: Service): string => {
  const path = `${folder}/contract/package.json`;
  const name = /"name":\s*"([^"]+)"/.exec(read(path) ?? '')?.[1];
  if (name === undefined) throw new UserError(ExitCode.refused, `${service} has no contract: ${path} is not there`, 'Only services with a contract package can be called or listened to; the gateway calls, and has none.');
  return name;
};

/** The file that says what a service promises over gRPC; a package has it as its entry `./grpc`. */
export const grpcContractFile = ({ path }: Service): string => `${path}/contract/src/grpc.ts`;

/** @throws UserError (exit 3) for a chassis that is older than its gRPC */
export const requireGrpcChassis = ({ read }: StandingSystem): void => {
  if (!(read('packages/chassis/package.json') ?? '').includes('"./grpc"')) throw new UserError(ExitCode.refused, 'packages/chassis speaks no gRPC: it is older than this tool', 'Take the chassis of this version over: make a new system beside this one and copy its packages/chassis.');
};

/** The file that puts a contract together. */
export const contractFile = ({ path }: Service): string => `${path}/contract/src/contract.ts`;

/** A file that an edit builds on; @throws UserError (exit 3) where it is not there. */
export const needText = ({ read }: StandingSystem, path: string): string => {
  const text = read(path);
  if (text === undefined) throw new UserError(ExitCode.refused, `${path} is not there`, 'The command adds to services of the shape that create-microservice makes.');
  return text;
};

/** What a service that keeps data has beside its `src/app.ts`; @throws UserError (exit 3) where a part is not there. */
export const needStore = (system: StandingSystem, { path }: Service): void => {
  for (const file of ['store/database.ts', 'store/migrations.ts', 'config.ts']) needText(system, `${path}/src/${file}`);
};
