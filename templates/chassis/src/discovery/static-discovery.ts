import type { StaticServices } from '../config/static-services.ts';
import type { Discovery, Instance, InstanceList } from './discovery.ts';
import { createInstanceList } from './instance-list.ts';

/** A fixed list: `{ orders: ['http://127.0.0.1:3001'] }`. Says nothing about health; the client's breaker has to. */
export const createStaticDiscovery = (services: StaticServices): Discovery => {
  const watch = (name: string): InstanceList => {
    const { list, set } = createInstanceList(name);
    set((services[name] ?? []).map((url, index) => instanceAt(name, url, index)));
    return list;
  };
  return {
    register: async () => ({ deregister: async () => {} }),
    watch,
    check: () => {},
    close: async () => {},
  };
};

const instanceAt = (name: string, text: string, index: number): Instance => {
  const url = new URL(text);
  if (url.protocol !== 'http:') throw new Error(`STATIC_SERVICES has ${name}=${text}; between services only http:// is spoken.`);
  return { id: `${name}-${index}`, name, address: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 80), tags: [] };
};
