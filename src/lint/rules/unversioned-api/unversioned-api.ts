import type { Call, Model, Route, Service } from '../../../system/model.ts';
import type { Rule, Verdict } from '../../rule.ts';
import { judgedServices, note } from '../../evidence/subjects.ts';

/** Routes for the platform and for people; nobody's program depends on their shape. */
const probe = /^_?(?:health(?:z|_?-?checks?)?|live(?:z|ness)?|ready|readyz|readiness)$/i;
const platform = /^(?:status|ping|version|metrics|docs?|documentation|api-docs|swagger[\w.-]*|openapi[\w.-]*|reference|favicon\.ico|robots\.txt)$/i;
const versionSegment = /(?:^|\/)v\d+(?:[./]|$)/i;

const isOperational = ({ path }: Route): boolean => {
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== 'api');
  const [first = '*'] = segments;
  return first.startsWith('*') || probe.test(first) || platform.test(first) || probe.test(segments.at(-1) ?? '');
};

/** A handler of the gateway, be it behind injected clients, that asks the service over HTTP for what a versioned path promises. */
const leadsTo = (route: Route, call: Call): boolean => route.kind === 'http' && route.service === call.from && call.method !== null && call.handlers.includes(`${route.method} ${route.path}`);

/** A gateway that maps a versioned path to the service carries the version for it. */
const versionedByGateway = (model: Model, service: Service): boolean => {
  const gateways = new Set(model.services.filter(({ role }) => role === 'gateway').map(({ name }) => name));
  const versioned = model.routes.filter((route) => gateways.has(route.service) && route.version !== null);
  return model.calls.some(
    (call) =>
      call.to === service.name &&
      gateways.has(call.from) &&
      (versionSegment.test(call.path ?? '') || versioned.some((route) => (route.file === call.file && route.line === call.line) || leadsTo(route, call))),
  );
};

const verdictOf = (model: Model, service: Service): readonly Verdict[] => {
  const routes = model.routes.filter((route) => route.service === service.name && !isOperational(route));
  const first = routes.find((route) => route.kind === 'http' || route.kind === 'grpc');
  if (routes.some((route) => route.version !== null)) return [];
  if (first === undefined) {
    const kinds = [...new Set(routes.map((route) => (route.kind === 'graphql' ? 'GraphQL' : 'message patterns')))].sort();
    return kinds.length === 0 ? [] : [{ verdict: 'not-evaluable', services: [service.name], reason: `only ${kinds.join(' and ')}` }];
  }
  if (versionedByGateway(model, service)) return [];
  return [{
    verdict: 'positive',
    messageId: 'unversioned',
    data: { service: service.name },
    services: [service.name],
    at: first,
    related: routes.filter((route) => route !== first).slice(0, 2).map((route) => note(route, `${route.method} ${route.path}`)),
  }];
};

export const unversionedApi = {
  id: 'unversioned-api',
  tier: 'warning',
  subject: 'service',
  messages: {
    unversioned: {
      problem: 'The API of {service} has no version',
      help: 'Put the routes under /v1 (or use header versioning), so that a breaking change can live beside the old shape until every caller has moved.',
    },
  },
  check: (model) => {
    const versioned = new Set(model.features.filter((feature) => feature.kind === 'versioning').map((feature) => feature.service));
    return judgedServices(model).filter((service) => !versioned.has(service.name)).flatMap((service) => verdictOf(model, service));
  },
} as const satisfies Rule;
