import { CHECKS, SERVICES, topicOf, type Catalog, type ServiceEntry } from '../catalog.ts';
import { block, type Reply, type Request, type Route } from '../http.ts';
import { RegistryError } from '../registry-error.ts';
import { aggregateStatus, catalogServiceView, checksOf, checkView, DATACENTER, healthServiceView, LEADER, nodeChecks, nodeView } from '../views.ts';

const named = (catalog: Catalog, name: string, tags: readonly string[]): readonly ServiceEntry[] => [...catalog.services.values()]
  .filter((service) => service.name === name && tags.every((tag) => service.tags.includes(tag)))
  .toSorted((a, b) => a.id < b.id ? -1 : 1);

const requireName = (name: string): string => {
  if (name === '') throw new RegistryError(400, 'Missing service name');
  return name;
};

/** The server itself is a service of its own catalog, as in Consul. */
const tagsByName = (catalog: Catalog): Readonly<Record<string, readonly string[]>> => {
  const tags = new Map<string, Set<string>>([['consul', new Set()]]);
  for (const service of catalog.services.values()) tags.set(service.name, new Set([...tags.get(service.name) ?? [], ...service.tags]));
  return Object.fromEntries([...tags].toSorted(([a], [b]) => a < b ? -1 : 1).map(([name, all]) => [name, [...all].toSorted()]));
};

/** `?passing` alone and `?passing=1` mean the same; `?passing=false` means without. */
const onlyPassing = (query: URLSearchParams): boolean => !['0', 'false', 'f'].includes((query.get('passing') ?? 'false').toLowerCase());

/** `/v1/catalog/…`, `/v1/health/…`, `/v1/status/…`: what is there and how it is. */
export const catalogRoutes = (catalog: Catalog): readonly Route[] => {
  const { indexes } = catalog;
  const blockOn = (request: Request, topic: string): Promise<number> => block(indexes, request, () => indexes.of(topic));

  const healthService = async (request: Request): Promise<Reply> => {
    const name = requireName(request.params[0] ?? '');
    const index = await blockOn(request, topicOf(name));
    const services = named(catalog, name, request.query.getAll('tag'))
      .filter(({ id }) => !onlyPassing(request.query) || aggregateStatus(catalog, id) === 'passing');
    return { index, json: services.map((service) => healthServiceView(catalog, service)) };
  };

  const catalogService = async (request: Request): Promise<Reply> => {
    const name = requireName(request.params[0] ?? '');
    const index = await blockOn(request, topicOf(name));
    return { index, json: named(catalog, name, request.query.getAll('tag')).map(catalogServiceView) };
  };

  const serviceChecks = async (request: Request): Promise<Reply> => {
    const name = requireName(request.params[0] ?? '');
    const index = await blockOn(request, topicOf(name));
    return { index, json: named(catalog, name, []).flatMap(({ id }) => checksOf(catalog, id)).map((check) => checkView(catalog, check)) };
  };

  const stateChecks = async (request: Request): Promise<Reply> => {
    const index = await blockOn(request, CHECKS);
    const [state = ''] = request.params;
    const all = [...nodeChecks, ...[...catalog.checks.values()].map((check) => checkView(catalog, check))];
    return { index, json: all.filter((check) => state === 'any' || check.Status === state) };
  };

  return [
    { path: /^status\/leader$/u, methods: { GET: () => ({ json: LEADER }) } },
    { path: /^status\/peers$/u, methods: { GET: () => ({ json: [LEADER] }) } },
    { path: /^catalog\/datacenters$/u, methods: { GET: () => ({ json: [DATACENTER] }) } },
    { path: /^catalog\/nodes$/u, methods: { GET: async (request) => ({ index: await blockOn(request, 'nodes'), json: [nodeView] }) } },
    { path: /^catalog\/services$/u, methods: { GET: async (request) => ({ index: await blockOn(request, SERVICES), json: tagsByName(catalog) }) } },
    { path: /^catalog\/service\/(.*)$/u, methods: { GET: catalogService } },
    { path: /^health\/service\/(.*)$/u, methods: { GET: healthService } },
    { path: /^health\/checks\/(.*)$/u, methods: { GET: serviceChecks } },
    { path: /^health\/state\/(.+)$/u, methods: { GET: stateChecks } },
  ];
};
