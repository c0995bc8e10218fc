import type { CallSite, FileFacts } from '../../facts/file-facts.ts';
import type { Value } from '../../facts/value.ts';
import { healthHandler, healthPath } from '../../libraries/features/health.ts';
import { metricsPath } from '../../libraries/features/metrics.ts';
import { mountVerbs, routeVerbs } from '../../libraries/routers.ts';
import type { Feature, Route } from '../../model.ts';
import type { System } from '../system.ts';
import { moduleFrame } from '../term.ts';
import { textOf } from '../text.ts';
import { argument } from '../use.ts';
import { featureOf } from './of-libraries.ts';

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

/** A path with its handler, on something that is not known for a router. */
const isUnknownRoute = (system: System, file: FileFacts, site: CallSite): boolean => {
  const { callee, args, inside } = site;
  const handler = args.at(-1);
  if (callee.kind !== 'member' || !routeVerbs.has(callee.name) || args.length < 2 || handler === undefined) return false;
  const frame = { ...moduleFrame(file), inside };
  return healthPath.test(textOf(argument({ site, frame, reducer: system.reducer }, 0), []).text) && system.reducer.reduce(handler, frame).kind === 'function';
};

const ofHandlers = (system: System, file: FileFacts): readonly Feature[] => {
  const called = file.calls.filter((site) => isHealthHandler(file, site) || isUnknownRoute(system, file, site)).map(({ line }) => line);
  const decorated = file.functions.filter(({ name, decorators }) => healthHandler.test(name ?? '') && decorators.some((id) => /^(?:Get|All)$/.test(namesIn(file, file.calls[id]?.callee ?? { kind: 'this', line: 1 }).at(-1) ?? ''))).map(({ line }) => line);
  return [...called, ...decorated].flatMap((line) => featureOf(system, 'health', { file: file.path, line, note: 'answers health checks' }));
};

/** What the routes of a service say by their paths and by the names of their handlers. */
export const featuresOfRoutes = (system: System, routes: readonly Route[]): readonly Feature[] => [...ofPaths(routes), ...system.files.flatMap((file) => ofHandlers(system, file))];
