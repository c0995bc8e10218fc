import { lookup, Resolver } from 'node:dns/promises';
import { pause } from './backoff.ts';
import type { Discovery, Instance, InstanceList } from './discovery.ts';
import { createInstanceList, type InstanceListSource } from './instance-list.ts';
import type { Log } from './log.ts';

export type DnsOptions = {
  /** Put behind the service's name, such as `.shop.svc.cluster.local`; empty where the name alone resolves. */
  readonly suffix: string;
  /** The port of services that have addresses but no SRV record. */
  readonly port: number;
  readonly refreshMs: number;
  readonly log: Log;
  readonly resolver?: Pick<Resolver, 'resolveSrv'>;
};

/** Discovery by DNS: SRV records of `_http._tcp.<name>`, as a headless service of Kubernetes has; else its addresses. */
export const createDnsDiscovery = (options: DnsOptions): Discovery => {
  const stop = new AbortController();
  const lists = new Map<string, InstanceList>();
  const watch = (name: string): InstanceList => {
    const known = lists.get(name);
    if (known !== undefined) return known;
    const source = createInstanceList(name);
    lists.set(name, source.list);
    void follow(source, options, stop.signal);
    return source.list;
  };
  return {
    register: async () => ({ deregister: async () => {} }),
    watch,
    check: () => {},
    close: async () => { stop.abort(); },
  };
};

const follow = async (source: InstanceListSource, options: DnsOptions, signal: AbortSignal): Promise<void> => {
  const { name } = source.list;
  while (!signal.aborted) {
    try {
      source.set(await resolve(name, options));
    } catch (error) {
      if (signal.aborted) return;
      options.log.warn({ err: error, service: name }, 'name server failed; keeping the last known instances');
    }
    await pause(options.refreshMs, signal);
  }
};

const resolve = async (name: string, options: DnsOptions): Promise<readonly Instance[]> => {
  const host = `${name}${options.suffix}`;
  const { resolver = new Resolver({ timeout: 2_000, tries: 2 }) } = options;
  const services = await emptyWhenUnknown(resolver.resolveSrv(`_http._tcp.${host}`));
  if (services.length > 0) return services.map((record) => instance(name, record.name, record.port));
  // The system's own look-up: it knows search domains and the hosts file.
  const addresses = await emptyWhenUnknown(lookup(host, { all: true }));
  return addresses.map(({ address }) => instance(name, address, options.port));
};

const instance = (name: string, address: string, port: number): Instance => ({ id: `${name}-${address}-${port}`, name, address, port, tags: [] });

/** "No such name" is an answer: the service has no instance. Anything else is a name server that is away. */
const emptyWhenUnknown = async <T>(answer: Promise<readonly T[]>): Promise<readonly T[]> =>
  answer.catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOTFOUND' || code === 'ENODATA') return [];
    throw error;
  });
