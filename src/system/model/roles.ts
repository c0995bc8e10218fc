import type { Call, EventSite, Model, Role, Route, Service } from '../model.ts';

interface Traffic extends Pick<Model, 'calls' | 'routes' | 'events'> {
  readonly calls: readonly Call[];
  readonly routes: readonly Route[];
  readonly events: readonly EventSite[];
}

const proxies = new Set(['http-proxy-middleware', 'express-http-proxy', 'http-proxy', 'fastify-http-proxy', '@fastify/http-proxy', '@fastify/reply-from', 'moleculer-web', 'apollo-gateway', 'mercurius-gateway', 'graphql-mesh']);

const roleIn = ({ name, role }: Service, { calls, routes, events }: Traffic): Role => {
  if (role !== 'business') return role;
  const proxied = new Set(calls.filter(({ from, client, to }) => from === name && to !== null && proxies.has(client)).map(({ to }) => to));
  if (proxied.size >= 2) return 'gateway';
  const consumes = events.some(({ service, direction }) => service === name && direction === 'consume');
  return consumes && !routes.some(({ service }) => service === name) ? 'worker' : role;
};

/** What a service does says more than its name: who hands requests on is a gateway, who only follows events is a worker. */
export const withRoles = (services: readonly Service[], traffic: Traffic): readonly Service[] => services.map((service) => ({ ...service, role: roleIn(service, traffic) }));
