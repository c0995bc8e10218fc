import type { Model, Role, Service } from '../model.ts';
import { isNamedGateway } from '../workspace/roles.ts';

type Traffic = Pick<Model, 'calls' | 'routes' | 'events' | 'stores'>;

const proxies = new Set(['http-proxy-middleware', 'express-http-proxy', 'http-proxy', 'fastify-http-proxy', '@fastify/http-proxy', '@fastify/reply-from', 'moleculer-web', 'apollo-gateway', 'mercurius-gateway', 'graphql-mesh']);

const reached = (name: string, { calls }: Traffic, clients?: ReadonlySet<string>): number =>
  new Set(calls.filter(({ from, client, to }) => from === name && to !== null && clients?.has(client) !== false).map(({ to }) => to)).size;

/** Services that others reach by HTTP or by a graph. */
const fronts = ({ routes }: Traffic): ReadonlySet<string> => new Set(routes.filter(({ kind }) => kind === 'http' || kind === 'graphql').map(({ service }) => service));

/** One graph for clients and no data of its own, over several services that it asks or that have no other way in: a gateway. */
const isGraphOverOthers = (name: string, traffic: Traffic): boolean => {
  const graph = traffic.routes.some(({ service, kind }) => service === name && kind === 'graphql');
  if (!graph || traffic.stores.some(({ service, role }) => service === name && role === 'primary')) return false;
  const answering = new Set(traffic.routes.filter(({ service, kind }) => service !== name && (kind === 'grpc' || kind === 'message')).map(({ service }) => service));
  return reached(name, traffic) >= 2 || (answering.size >= 2 && fronts(traffic).size === 1);
};

/** Others wait for its answers at routes of its own: whatever it is called, it does more than follow events. */
const answersOthers = (name: string, { calls, routes }: Traffic): boolean => calls.some(({ from, to }) => to === name && from !== name) && routes.some(({ service, kind }) => service === name && kind === 'http');

/** It depends on what gateways are made of, hands nothing on and keeps data of its own: a copied list of packages. */
const onlyDependsOnGateway = ({ name, role }: Service, { calls, stores }: Traffic): boolean =>
  role === 'gateway' && !isNamedGateway(name) && stores.some((store) => store.service === name && store.role === 'primary') && !calls.some(({ from, client }) => from === name && proxies.has(client));

const roleIn = (service: Service, traffic: Traffic): Role => {
  const { name } = service;
  const role = onlyDependsOnGateway(service, traffic) ? 'business' : service.role;
  if (role === 'worker' && answersOthers(name, traffic)) return 'business';
  if (role !== 'business') return role;
  if (reached(name, traffic, proxies) >= 2 || isGraphOverOthers(name, traffic)) return 'gateway';
  const consumes = traffic.events.some(({ service, direction }) => service === name && direction === 'consume');
  return consumes && !traffic.routes.some(({ service }) => service === name) ? 'worker' : role;
};

/** What a service does says more than its name: who hands requests on is a gateway, who only follows events is a worker. What the team says itself (`told`: names) stands. */
export const withRoles = (services: readonly Service[], traffic: Traffic, told: ReadonlySet<string>): readonly Service[] =>
  services.map((service) => (told.has(service.name) ? service : { ...service, role: roleIn(service, traffic) }));
