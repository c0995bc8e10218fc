import type { CallSite, FileFacts } from '../../facts/file-facts.ts';
import type { Value } from '../../facts/value.ts';
import { healthHandler, healthPath, isWell } from '../../libraries/features/health.ts';
import { metricsPath } from '../../libraries/features/metrics.ts';
import { mountVerbs, routeVerbs } from '../../libraries/routers.ts';
import type { EventSite, Feature, Route } from '../../model.ts';
import type { System } from '../system.ts';
import { moduleFrame } from '../term.ts';
import { textOf } from '../text.ts';
import { argument } from '../use.ts';
import { featureOf } from './of-libraries.ts';

/** About the service itself: what is asked of one of many is the health of something else. */
const isOwn = (path: string): boolean => !path.includes(':');

const ofPaths = (routes: readonly Route[]): readonly Feature[] =>
  routes.filter(({ kind, path }) => kind === 'http' && isOwn(path)).flatMap(({ service, file, line, method, path }) => {
    const found = { service, file, line, note: `${method} ${path}` };
    return [...(healthPath.test(path) ? [{ ...found, kind: 'health' as const }] : []), ...(metricsPath.test(path) ? [{ ...found, kind: 'metrics' as const }] : [])];
  });

/** The names that an expression says: `health.service` says `health` and `service`. */
const namesIn = (file: FileFacts, value: Value): readonly string[] => {
  if (value.kind === 'reference') return [value.name];
  if (value.kind === 'member') return [...namesIn(file, value.of), value.name];
  const called = value.kind === 'call' ? file.calls[value.call] : undefined;
  return called === undefined ? [] : namesIn(file, called.callee);
};

/** `app.get('/', healthCheck)`, `app.use(health())`, `server.addService(health.service, …)`: the name of the handler tells. */
const isHealthHandler = (file: FileFacts, { callee, args }: CallSite): boolean => {
  if (callee.kind !== 'member') return false;
  if (callee.name === 'addService') return args.slice(0, 1).some((arg) => namesIn(file, arg).some((name) => /health/i.test(name)));
  return (routeVerbs.has(callee.name) || mountVerbs.has(callee.name)) && args.some((arg) => healthHandler.test(namesIn(file, arg).at(-1) ?? ''));
};

/** A path with its handler, on something that is not known for a router, or for all methods: `app.use('/health', …)`. */
const isUnknownRoute = (system: System, file: FileFacts, site: CallSite): boolean => {
  const { callee, args, inside } = site;
  const handler = args.at(-1);
  if (callee.kind !== 'member' || !(routeVerbs.has(callee.name) || callee.name === 'use') || args.length < 2 || handler === undefined) return false;
  const frame = { ...moduleFrame(file), inside };
  const { text } = textOf(argument({ site, frame, reducer: system.reducer }, 0), []);
  return healthPath.test(text) && isOwn(text) && system.reducer.reduce(handler, frame).kind === 'function';
};

/** `@Get('live')`, also in a class that others extend, and `@Get() healthCheck()`. */
const isDecorated = (file: FileFacts, { name, decorators }: FileFacts['functions'][number]): boolean =>
  decorators.flatMap((id) => file.calls[id] ?? []).some(({ callee, args: [first] }) => {
    const path = first?.kind === 'literal' ? String(first.value) : '';
    return /^(?:Get|All|MessagePattern|GrpcMethod)$/.test(namesIn(file, callee).at(-1) ?? '') && (healthHandler.test(name ?? '') || (healthPath.test(path) && isOwn(path)));
  });

const ofHandlers = (system: System, file: FileFacts): readonly Feature[] => {
  const called = file.calls.filter((site) => isHealthHandler(file, site) || isUnknownRoute(system, file, site)).map(({ line }) => line);
  const decorated = file.functions.filter((one) => isDecorated(file, one)).map(({ line }) => line);
  return [...called, ...decorated].flatMap((line) => featureOf(system, 'health', { file: file.path, line, note: 'answers health checks' }));
};

/** How many lines below a route its answer may stand. */
const near = 5;

/** `GET /` that answers `OK`. */
const ofAnswers = (system: System, routes: readonly Route[]): readonly Feature[] =>
  routes.filter(({ kind, method, path }) => kind === 'http' && method === 'GET' && /^\/(?:api|v\d+)?$/.test(path)).flatMap(({ service, file, line, path }) => {
    const texts = system.reducer.program.files.get(file)?.texts ?? [];
    const answer = texts.find((one) => isWell.test(one.text) && one.line >= line && one.line <= line + near);
    return answer === undefined ? [] : [{ service, kind: 'health' as const, file, line, note: `GET ${path} answers that all is well` }];
  });

/** `if (request.url === '/health')` in a file that makes a server of its own. */
const ofComparisons = (system: System, file: FileFacts): readonly Feature[] =>
  file.calls.some(({ callee }) => namesIn(file, callee).at(-1) === 'createServer')
    ? file.texts.filter(({ text, compared }) => compared && text.startsWith('/') && healthPath.test(text)).flatMap(({ line, text }) => featureOf(system, 'health', { file: file.path, line, note: `answers ${text}` }))
    : [];

/** A worker has no routes: a bare server beside its consumers is there to be asked whether it is well. */
const ofWorkers = (system: System, routes: readonly Route[], events: readonly EventSite[]): readonly Feature[] =>
  ['http', 'node:http'].flatMap((module) => system.uses.get(module) ?? []).filter((use) => use.external.path === '.createServer' && argument(use, 0).kind === 'function')
    .flatMap((use) => featureOf(system, 'health', { file: use.frame.file.path, line: use.site.line, note: 'a bare server beside the consumers' }))
    .filter(({ service }) => events.some((event) => event.service === service && event.direction === 'consume') && !routes.some((route) => route.service === service && route.kind === 'http'));

/** What the routes of a service say by their paths, by the names of their handlers and by what they answer. */
export const featuresOfRoutes = (system: System, routes: readonly Route[], events: readonly EventSite[]): readonly Feature[] => [
  ...ofPaths(routes), ...ofAnswers(system, routes), ...ofWorkers(system, routes, events),
  ...system.files.flatMap((file) => [...ofHandlers(system, file), ...ofComparisons(system, file)]),
];
