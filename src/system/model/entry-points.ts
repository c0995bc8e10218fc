import { jobCalls, requestMethods } from '../libraries/jobs.ts';
import type { Handler } from '../model.ts';
import type { Messaging } from './events.ts';
import { givenFunctions } from './given-functions.ts';
import type { RoutedPath } from './http-routes.ts';
import { serviceSchemas } from './moleculer-schemas.ts';
import type { Declared } from './nest.ts';
import { selfStarted } from './self-started.ts';
import type { System } from './system.ts';
import { functionKey, moduleFrame, type Frame } from './term.ts';

/** A function at which work of a service begins. */
export interface EntryPoint {
  readonly handler: Handler;
  /** See `functionKey`. */
  readonly function: string;
}

const at = ({ file, inside }: Frame): { readonly file: string; readonly line: number } => ({ file: file.path, line: file.functions[inside]?.line ?? 1 });

const entry = (runs: Frame, handler: Handler): EntryPoint => ({ handler, function: functionKey(runs.file, runs.inside) });

const ofRoutes = (system: System, routed: readonly RoutedPath[]): readonly EntryPoint[] =>
  routed.flatMap(({ owner, method, path, made, file, line, column }) => givenFunctions(system.reducer, made).map((runs) =>
    entry(runs, { service: owner.service.name, kind: 'request', name: `${method} ${path}`, file, line, ...(column === undefined ? {} : { column }) })));

const ofConsumers = (messaging: readonly Messaging[]): readonly EntryPoint[] =>
  messaging.flatMap(({ event: { service, channel, file, line, column }, work }) => work.map((runs) =>
    entry(runs, { service, kind: 'consumer', name: `consume ${channel ?? 'messages'}`, file, line, ...(column === undefined ? {} : { column }) })));

const ofDecorators = (declared: readonly Declared[]): readonly EntryPoint[] =>
  declared.filter(({ event }) => !event).map((one) => entry(one.runs, { service: one.route.service, kind: 'request', name: `${one.route.kind === 'http' ? one.route.method : one.route.kind} ${one.route.path}`, file: one.route.file, line: one.route.line, ...(one.route.column === undefined ? {} : { column: one.route.column }) }));

const ofJobs = (system: System): readonly EntryPoint[] =>
  Object.entries(jobCalls).flatMap(([module, path]) => (system.uses.get(module) ?? []).filter(({ external }) => path.test(external.path))).flatMap((use) =>
    givenFunctions(system.reducer, use).flatMap((runs) => system.owners(use.frame.file.path).map(({ service }) =>
      entry(runs, { service: service.name, kind: 'job', name: `job ${runs.file.functions[runs.inside]?.name ?? use.frame.file.path}`, file: use.frame.file.path, line: use.site.line, column: use.site.column }))));

/** Methods that a framework finds by their name or their decorator. */
const ofMethods = (system: System): readonly EntryPoint[] =>
  system.files.flatMap((file) => file.classes.flatMap((found) => [...found.methods].flatMap(([name, id]) => {
    const runs: Frame = { ...moduleFrame(file), inside: id };
    const title = `${found.name ?? 'class'}.${name}`;
    const isBefore = found.implements.includes(requestMethods[name] ?? '-');
    const kind = selfStarted(system, file, id) ?? (isBefore ? 'request' : null);
    return kind === null ? [] : system.owners(file.path).map(({ service }) => entry(runs, { service: service.name, kind, name: kind === 'job' ? `job ${title}` : title, ...at(runs) }));
  })));

/** Actions and the start of Moleculer's services; their events are consumers. */
const ofSchemas = (system: System): readonly EntryPoint[] =>
  serviceSchemas(system).flatMap(({ owner, name, members }) => members.filter(({ part }) => part !== 'events').flatMap(({ part, key, file, line, runs }) => runs.map((one) =>
    entry(one, { service: owner.service.name, kind: part === 'started' ? 'startup' : 'request', name: part === 'started' ? `start ${name}` : `action ${name}.${key}`, file, line }))));

/** What the readers of the model found that begins work. */
interface Begun {
  readonly routed: readonly RoutedPath[];
  readonly declared: readonly Declared[];
  readonly messaging: readonly Messaging[];
}

/** Where work begins, by what the libraries of the system say. */
export const readEntryPoints = (system: System, { routed, declared, messaging }: Begun): readonly EntryPoint[] =>
  [...ofRoutes(system, routed), ...ofDecorators(declared), ...ofConsumers(messaging), ...ofJobs(system), ...ofMethods(system), ...ofSchemas(system)];
