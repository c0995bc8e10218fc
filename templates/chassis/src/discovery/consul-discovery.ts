import { createConsulApi } from './consul-api.ts';
import { keepRegistered, type RegistrationKeeper } from './consul-registration.ts';
import { watchConsul } from './consul-watch.ts';
import type { Discovery, Instance, InstanceList } from './discovery.ts';
import { grpcInstances } from './grpc-port.ts';
import { createInstanceList, viewOf } from './instance-list.ts';
import type { Log } from './log.ts';

export type ConsulOptions = { readonly url: string; readonly healthCheckIntervalMs: number; readonly log: Log };

/** Discovery by a Consul agent over its HTTP API. */
export const createConsulDiscovery = ({ url, healthCheckIntervalMs, log }: ConsulOptions): Discovery => {
  const api = createConsulApi(url);
  const stop = new AbortController();
  const lists = new Map<string, InstanceList>();
  const registrations = new Map<string, RegistrationKeeper>();
  const watchService = (name: string): InstanceList => {
    const known = lists.get(name);
    if (known !== undefined) return known;
    const source = createInstanceList(name);
    lists.set(name, source.list);
    void watchConsul({ api, source, graceMs: 2 * healthCheckIntervalMs, signal: stop.signal, log });
    return source.list;
  };
  const watch: Discovery['watch'] = (name, protocol) => (protocol === 'grpc' ? viewOf(watchService(name), grpcInstances) : watchService(name));
  const register = async (instance: Instance) => {
    const keeper = await keepRegistered(instance, { api, log, check: { path: '/health', intervalMs: healthCheckIntervalMs } });
    registrations.set(instance.id, keeper);
    return { deregister: async () => { registrations.delete(instance.id); await keeper.deregister(); } };
  };
  const check = (): void => {
    const missing = registrations.entries().find(([, keeper]) => !keeper.registered());
    if (missing !== undefined) throw new Error(`${missing[0]} is not registered yet: no answer from Consul at ${url}`);
  };
  const close = async (): Promise<void> => {
    stop.abort();
    await Promise.all(registrations.values().map(({ deregister }) => deregister()));
    await api.close();
  };
  return { register, watch, check, close };
};
