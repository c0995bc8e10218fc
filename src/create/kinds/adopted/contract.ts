import { ExitCode, UserError } from '../../../shared/errors.ts';
import type { Route, Service } from '../../../system/model.ts';
import { chassisPackage, type AdoptedSystem } from '../../adopted-system.ts';
import { routeName, serviceNames } from './names.ts';
import { quote } from './written.ts';

const methods: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);
const withBody: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

/** Names and `:parameters` only: a pattern is no address. */
const plainPath = /^\/$|^(?:\/(?::[A-Za-z_]\w*|[\w.~@-]+))+$/;

/** Probes are for those who run it. */
const isProbe = ({ path }: Route): boolean => /^\/(?:health|healthz|livez?|readyz?|ready|metrics|ping)(?:\/|$)/.test(path);

interface NamedRoute {
  readonly name: string;
  readonly route: Route;
}

/** Routes of a service that a client can call, each once, in the order of their paths. */
const callable = ({ model }: AdoptedSystem, service: Service): readonly NamedRoute[] => {
  const taken = new Map<string, NamedRoute>();
  for (const route of model.routes.filter((one) => one.service === service.name && one.kind === 'http' && methods.has(one.method) && plainPath.test(one.path) && !isProbe(one))) {
    const name = routeName(route.method, route.path);
    const before = taken.get(name);
    if (before === undefined) taken.set(name, { name, route });
    else if (before.route.path !== route.path) taken.set(`${name}${String(taken.size + 1)}`, { name: `${name}${String(taken.size + 1)}`, route });
  }
  return [...taken.values()].toSorted((a, b) => (a.route.path < b.route.path ? -1 : 1));
};

const parameters = (path: string): readonly string[] => [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);

const entry = ({ name, route: { method, path, file, line } }: NamedRoute): string => {
  const names = parameters(path);
  const params = names.length === 0 ? '' : `params: z.object({ ${names.map((one) => `${one}: z.string()`).join(', ')} }), `;
  return `    // ${file}:${String(line)}\n    ${name}: { method: '${method}', path: '${path}', ${params}${withBody.has(method) ? 'body: z.unknown(), ' : ''}responses: answers },`;
};

const unreadable = ({ model }: AdoptedSystem, { name }: Service): UserError => {
  const all = model.routes.filter(({ service, kind }) => service === name && kind === 'http').length;
  const open = model.openRoutes.find(({ service }) => service === name);
  const why = all > 0 ? `none of its ${String(all)} routes is a plain path of GET, POST, PUT, PATCH or DELETE` : open === undefined ? 'no HTTP route was found in it' : `its routes were not read: ${open.note} (${open.file}:${String(open.line)})`;
  return new UserError(ExitCode.refused, `${name} can not be called: ${why}`, 'A client is made of the routes of the service it calls. `ms graph --format json` shows what was found.');
};

/**
 * What a service answers, read from its routes: their bodies are not known.
 * @throws UserError (exit 3) for one without a route that can be called
 */
export const contractText = (system: AdoptedSystem, service: Service): string => {
  const routes = callable(system, service);
  if (routes.length === 0) throw unreadable(system, service);
  return `import { z } from '${chassisPackage}';
import type { ServiceContract } from '${chassisPackage}';

/** Statuses that are an answer; \`null\` where the body is not read. Others, and bodies that do not fit, are an \`UnexpectedResponse\`. 5xx counts against the circuit breaker. */
const answers = { 200: z.unknown(), 201: z.unknown(), 202: z.unknown(), 204: null, 400: null, 401: null, 403: null, 404: null, 409: null, 422: null };

/**
 * What ${service.name} answers, as its routes were found; what travels is not known yet. Tighten it: a schema in place of \`z.unknown()\` checks and types
 * a body, \`query: z.object({ … })\` lets a route take a query. This file is yours: it is not written again.
 */
export const ${serviceNames(service).contract} = {
  name: ${quote(service.name)},
  version: '0.0.0',
  events: {},
  routes: {
${routes.map(entry).join('\n')}
  },
}« as const satisfies ServiceContract»;
`;
};
