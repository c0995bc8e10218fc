import type { Service } from '../model.ts';
import { firstLabel, isLocal, isPublic, type Address } from './address.ts';

export type Reached =
  | { readonly kind: 'service'; readonly service: Service }
  | { readonly kind: 'third-party' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Which service stands behind a host, a port or a name. */
export interface Directory {
  readonly byAddress: (address: Address) => Reached;
  readonly byName: (name: string) => Service | null;
  /** The one service that a variable is named after: `ORDER_SERVICE_URL`. */
  readonly byVariable: (variable: string) => Service | null;
}

const bare = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '').replace(/(?<=..)(?:microservice|service|svc|ms)$/, '');

const unique = (services: readonly Service[]): Service | null => (services.length === 1 ? (services[0] ?? null) : null);

export const createDirectory = (services: readonly Service[], infrastructure: ReadonlySet<string>): Directory => {
  const byName = (name: string): Service | null => {
    const lower = name.toLowerCase();
    const called = (isName: (alias: string) => boolean): Service | null => {
      const all = services.filter(({ aliases }) => aliases.some(isName));
      // The name of a package that was copied with its folder says less than the name of the folder.
      return unique(all) ?? unique(all.filter((one) => isName(one.name)));
    };
    return called((alias) => alias.toLowerCase() === lower) ?? called((alias) => bare(alias) === bare(name));
  };
  const byPort = (port: number): Reached => {
    const listening = services.filter(({ ports }) => ports.includes(port));
    const found = unique(listening) ?? unique(listening.filter(({ role }) => role !== 'ui'));
    if (found !== null) return { kind: 'service', service: found };
    return { kind: 'unknown', reason: listening.length === 0 ? `no service is seen to listen on port ${port}` : `several services listen on port ${port}` };
  };
  return {
    byName,
    byVariable: (variable) => {
      const [, stem] = /^([A-Z0-9_]+?)(?:_MS|_SVC|_SERVICE|_API)*_(?:(?:BASE_?)?(?:URL|URI|HOST|ENDPOINT|ADDR|ADDRESS|ORIGIN|HOSTNAME|PORT)|SERVICE)$/.exec(variable) ?? [];
      return stem === undefined ? null : byName(stem);
    },
    byAddress: (address) => {
      if (isLocal(address)) return address.port === null ? { kind: 'unknown', reason: 'a local address without a port' } : byPort(address.port);
      const service = byName(address.host) ?? (isPublic(address) ? null : byName(firstLabel(address)));
      if (service !== null) return { kind: 'service', service };
      if (isPublic(address) || infrastructure.has(address.host)) return { kind: 'third-party' };
      return { kind: 'unknown', reason: `no service of the system is called ${address.host}` };
    },
  };
};
