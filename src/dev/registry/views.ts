import type { Catalog, CheckEntry, ServiceEntry, Status } from './catalog.ts';

/** The JSON of Consul 1.19, field by field. */

const VERSION = '1.19.2';
export const DATACENTER = 'dc1';
export const LEADER = '127.0.0.1:8300';
const NODE_NAME = 'ms-dev';
const NODE_ID = '6d732064-6576-4000-8000-000000000001';
const ADDRESS = '127.0.0.1';
const NODE_INDEX = 1;
const WEIGHTS = { Passing: 1, Warning: 1 };
const PROXY = { Mode: '', MeshGateway: {}, Expose: {} };
const TAGGED_ADDRESSES = { lan: ADDRESS, lan_ipv4: ADDRESS, wan: ADDRESS, wan_ipv4: ADDRESS };
const NODE_META = { 'consul-network-segment': '', 'consul-version': VERSION };

export const nodeView = {
  ID: NODE_ID, Node: NODE_NAME, Address: ADDRESS, Datacenter: DATACENTER, TaggedAddresses: TAGGED_ADDRESSES,
  Meta: NODE_META, CreateIndex: NODE_INDEX, ModifyIndex: NODE_INDEX,
};

export const selfView = {
  Config: { Datacenter: DATACENTER, PrimaryDatacenter: DATACENTER, NodeName: NODE_NAME, NodeID: NODE_ID, Revision: '', Server: true, Version: VERSION, BuildDate: '1970-01-01T00:00:01Z' },
  Member: { Name: NODE_NAME, Addr: ADDRESS, Port: 8301, Tags: { dc: DATACENTER, id: NODE_ID, role: 'consul' }, Status: 1 },
  Meta: NODE_META,
};

const nodeCheck = {
  Node: NODE_NAME, CheckID: 'serfHealth', Name: 'Serf Health Status', Status: 'passing' as const, Notes: '', Output: 'Agent alive and reachable',
  ServiceID: '', ServiceName: '', ServiceTags: [], Type: '', Interval: '', Timeout: '', ExposedPort: 0, Definition: {}, CreateIndex: NODE_INDEX, ModifyIndex: NODE_INDEX,
};

export const nodeChecks = [nodeCheck] as const;

const taggedAddresses = ({ address, port }: ServiceEntry): object | undefined =>
  address === '' ? undefined : { lan_ipv4: { Address: address, Port: port }, wan_ipv4: { Address: address, Port: port } };

/** Leaves out what Consul leaves out: JSON.stringify drops undefined. */
export const agentServiceView = (service: ServiceEntry): object => ({
  ID: service.id, Service: service.name, Tags: service.tags, Meta: service.meta, Port: service.port, Address: service.address,
  TaggedAddresses: taggedAddresses(service), Weights: WEIGHTS, EnableTagOverride: false, Datacenter: DATACENTER,
});

const indexesOf = ({ createIndex, modifyIndex }: ServiceEntry | CheckEntry): { readonly CreateIndex: number; readonly ModifyIndex: number } => ({ CreateIndex: createIndex, ModifyIndex: modifyIndex });

export const catalogServiceView = (service: ServiceEntry): object => ({
  ID: NODE_ID, Node: NODE_NAME, Address: ADDRESS, Datacenter: DATACENTER, TaggedAddresses: TAGGED_ADDRESSES, NodeMeta: NODE_META,
  ServiceKind: '', ServiceID: service.id, ServiceName: service.name, ServiceTags: service.tags, ServiceAddress: service.address,
  ServiceTaggedAddresses: taggedAddresses(service), ServiceWeights: WEIGHTS, ServiceMeta: service.meta, ServicePort: service.port,
  ServiceSocketPath: '', ServiceEnableTagOverride: false, ServiceProxy: PROXY, ServiceConnect: {}, ServiceLocality: null, ...indexesOf(service),
});

type CheckView = Readonly<Record<string, unknown>> & { readonly Status: Status };

export const checkView = (catalog: Catalog, check: CheckEntry): CheckView => {
  const service = catalog.services.get(check.serviceId);
  return {
    Node: NODE_NAME, CheckID: check.id, Name: check.name, Status: check.status, Notes: check.notes, Output: check.output,
    ServiceID: check.serviceId, ServiceName: service?.name ?? '', ServiceTags: service?.tags ?? [], Type: check.probe.kind,
    Interval: check.interval, Timeout: check.timeout, ExposedPort: 0, Definition: {}, ...indexesOf(check),
  };
};

export const checksOf = (catalog: Catalog, serviceId: string): readonly CheckEntry[] =>
  [...catalog.checks.values()].filter((check) => check.serviceId === serviceId).toSorted((a, b) => a.id < b.id ? -1 : 1);

export const healthServiceView = (catalog: Catalog, service: ServiceEntry): object => ({
  Node: nodeView,
  Service: {
    ID: service.id, Service: service.name, Tags: service.tags, Address: service.address, TaggedAddresses: taggedAddresses(service),
    Meta: Object.keys(service.meta).length === 0 ? null : service.meta, Port: service.port, Weights: WEIGHTS, EnableTagOverride: false,
    Proxy: PROXY, Connect: {}, PeerName: '', ...indexesOf(service),
  },
  Checks: [...nodeChecks, ...checksOf(catalog, service.id).map((check) => checkView(catalog, check))],
});

/** The worst of the service's own checks. */
export const aggregateStatus = (catalog: Catalog, serviceId: string): Status => {
  const statuses = new Set(checksOf(catalog, serviceId).map(({ status }) => status));
  return (['critical', 'warning'] as const).find((status) => statuses.has(status)) ?? 'passing';
};
