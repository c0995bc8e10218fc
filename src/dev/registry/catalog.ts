import { createIndexes, type Indexes } from './blocking.ts';

export type Status = 'passing' | 'warning' | 'critical';

/** How a check is made. Durations in milliseconds. */
export type Probe =
  | { readonly kind: 'ttl'; readonly ttl: number }
  | { readonly kind: 'http'; readonly url: string; readonly method: string; readonly headers: Readonly<Record<string, readonly string[]>>; readonly interval: number; readonly timeout: number }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly interval: number; readonly timeout: number };

export interface ServiceEntry {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly meta: Readonly<Record<string, string>>;
  readonly address: string;
  readonly port: number;
  readonly createIndex: number;
  readonly modifyIndex: number;
}

export interface CheckEntry {
  readonly id: string;
  readonly name: string;
  readonly notes: string;
  readonly status: Status;
  readonly output: string;
  readonly serviceId: string;
  /** As they were registered: `10s`. */
  readonly interval: string;
  readonly timeout: string;
  readonly probe: Probe;
  /** Milliseconds in the critical state after which the service is deregistered; undefined: never. */
  readonly deregisterAfter: number | undefined;
  readonly createIndex: number;
  readonly modifyIndex: number;
}

type New<Entry> = Omit<Entry, 'createIndex' | 'modifyIndex'>;

export interface Catalog {
  readonly indexes: Indexes;
  readonly services: ReadonlyMap<string, ServiceEntry>;
  readonly checks: ReadonlyMap<string, CheckEntry>;
  readonly putService: (service: New<ServiceEntry>) => void;
  readonly putCheck: (check: New<CheckEntry>) => void;
  /** Both remove; false when there is no such id. Removing a service removes its checks. */
  readonly removeService: (id: string) => boolean;
  readonly removeCheck: (id: string) => boolean;
  readonly setStatus: (checkId: string, status: Status, output: string) => void;
}

export const SERVICES = 'services';
export const CHECKS = 'checks';
export const topicOf = (serviceName: string): string => `service ${serviceName}`;

const sameContent = (before: object | undefined, after: object): boolean =>
  before !== undefined && JSON.stringify({ ...before, ...after }) === JSON.stringify(before);

/** Services and checks of the one agent there is, kept in memory. */
export const createCatalog = (): Catalog => {
  const indexes = createIndexes();
  const services = new Map<string, ServiceEntry>();
  const checks = new Map<string, CheckEntry>();
  const nameOf = (serviceId: string): string => services.get(serviceId)?.name ?? '';
  const touch = (serviceId: string): number => indexes.advance(topicOf(nameOf(serviceId)), CHECKS);

  const putService: Catalog['putService'] = (service) => {
    const before = services.get(service.id);
    if (before !== undefined && sameContent(before, service)) return;
    const topics = before === undefined || before.name === service.name ? [] : [topicOf(before.name)];
    const index = indexes.advance(topicOf(service.name), SERVICES, ...topics);
    services.set(service.id, { ...service, createIndex: before?.createIndex ?? index, modifyIndex: index });
  };

  const putCheck: Catalog['putCheck'] = (check) => {
    const index = touch(check.serviceId);
    checks.set(check.id, { ...check, createIndex: checks.get(check.id)?.createIndex ?? index, modifyIndex: index });
  };

  const removeCheck: Catalog['removeCheck'] = (id) => {
    const check = checks.get(id);
    if (check !== undefined) touch(check.serviceId);
    return checks.delete(id);
  };

  const removeService: Catalog['removeService'] = (id) => {
    const service = services.get(id);
    if (service === undefined) return false;
    indexes.advance(topicOf(service.name), SERVICES, CHECKS);
    for (const check of checks.values()) if (check.serviceId === id) checks.delete(check.id);
    return services.delete(id);
  };

  const setStatus: Catalog['setStatus'] = (checkId, status, output) => {
    const check = checks.get(checkId);
    if (check === undefined || (check.status === status && check.output === output)) return;
    putCheck({ ...check, status, output });
  };

  return { indexes, services, checks, putService, putCheck, removeService, removeCheck, setStatus };
};
