import { lookup, Resolver } from 'node:dns/promises';
import { pause } from './backoff.ts';
import type { Discovery, Instance, InstanceList, Protocol } from './discovery.ts';
import { createInstanceList, type InstanceListSource } from './instance-list.ts';
import type { Log } from './log.ts';

export type DnsOptions = {
  /** Put behind the service's name, such as `.shop.svc.cluster.local`; empty where the name alone resolves. */
  readonly suffix: string;
  /** The ports of services that have addresses but no SRV record. */
  readonly ports: Readonly<Record<Protocol, number>>;
  readonly refreshMs: number;
  readonly log: Log;
  readonly resolver?: Pick<Resolver, 'resolveSrv'>;
};

/** Discovery by DNS: SRV records of `_http._tcp.<name>` (`_grpc._tcp.<name>`), as a headless service of Kubernetes has; else its addresses. */
export const createDnsDiscovery = (options: DnsOptions): Discovery => {
  const stop = new AbortController();
  const lists = new Map<string, InstanceList>();
  const watch: Discovery['watch'] = (name, protocol = 'http') => {
    const key = `${protocol} ${name}`;
    const known = lists.get(key);
    if (known !== undefined) return known;
    const source = createInstanceList(name);
    lists.set(key, source.list);
    void follow({ source, protocol }, options, stop.signal);
    return source.list;
  };
  return {
    register: async () => ({ deregister: async () => {} }),
    watch,
    check: () => {},
    close: async () => { stop.abort(); },
  };
};

type Following = { readonly source: InstanceListSource; readonly protocol: Protocol };

const follow = async ({ source, protocol }: Following, options: DnsOptions, signal: AbortSignal): Promise<void> => {
  const { name } = source.list;
  while (!signal.aborted) {
    try {
      source.set(await resolve(name, protocol, options));
    } catch (error) {
      if (signal.aborted) return;
      options.log.warn({ err: error, service: name }, 'name server failed; keeping the last known instances');
    }
    await pause(options.refreshMs, signal);
  }
};

const resolve = async (name: string, protocol: Protocol, options: DnsOptions): Promise<readonly Instance[]> => {
  const host = `${name}${options.suffix}`;
  const { resolver = new Resolver({ timeout: 2_000, tries: 2 }) } = options;
  const services = await emptyWhenUnknown(resolver.resolveSrv(`_${protocol}._tcp.${host}`));
  if (services.length > 0) return services.map((record) => instance(name, record.name, record.port));
  // The system's own look-up: it knows search domains and the hosts file.
  const addresses = await emptyWhenUnknown(lookup(host, { all: true }));
  return addresses.map(({ address }) => instance(name, address, options.ports[protocol]));
};

const instance = (name: string, address: string, port: number): Instance => ({ id: `${name}-${address}-${port}`, name, address, port, tags: [] });

/** "No such name" is an answer: the service has no instance. Anything else is a name server that is away. */
const emptyWhenUnknown = async <T>(answer: Promise<readonly T[]>): Promise<readonly T[]> =>
  answer.catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOTFOUND' || code === 'ENODATA') return [];
    throw error;
  });
