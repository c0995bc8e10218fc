import type { StaticServices } from '../config/static-services.ts';
import type { Discovery, Instance } from './discovery.ts';
import { createInstanceList } from './instance-list.ts';

/** A fixed list: `{ orders: ['http://127.0.0.1:3001'] }`. Says nothing about health; the client's breaker has to. */
export const createStaticDiscovery = (services: StaticServices): Discovery => {
  const watch: Discovery['watch'] = (name, protocol = 'http') => {
    const { list, set } = createInstanceList(name);
    const urls = (services[name] ?? []).map((text) => spoken(name, text)).filter((url) => url.protocol === `${protocol}:`);
    set(urls.map((url, index) => instanceAt(name, url, index)));
    return list;
  };
  return {
    register: async () => ({ deregister: async () => {} }),
    watch,
    check: () => {},
    close: async () => {},
  };
};

const spoken = (name: string, text: string): URL => {
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'grpc:') throw new Error(`STATIC_SERVICES has ${name}=${text}; between services only http:// and grpc:// are spoken.`);
  return url;
};

const instanceAt = (name: string, url: URL, index: number): Instance =>
  ({ id: `${name}-${index}`, name, address: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 80), tags: [] });
