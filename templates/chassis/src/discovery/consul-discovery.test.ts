import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { afterEach, expect, it } from 'vitest';
import { eventually } from '../testing/eventually.fixture.ts';
import { describeWithServer } from '../testing/real-server.fixture.ts';
import { createTcpProxy } from '../testing/tcp-proxy.fixture.ts';
import { createConsulApi } from './consul-api.ts';
import { createConsulDiscovery } from './consul-discovery.ts';
import type { Instance } from './discovery.ts';

const log = pino({ level: 'silent' });
const closers: (() => unknown)[] = [];
afterEach(async () => { for (const close of closers.splice(0).reverse()) await close(); });

const discoveryAt = (url: string, healthCheckIntervalMs = 1_000) => {
  const discovery = createConsulDiscovery({ url, healthCheckIntervalMs, log });
  closers.push(discovery.close);
  return discovery;
};

/** A service that answers Consul's check, until told otherwise. */
const startInstance = async (name: string) => {
  let status = 200;
  const server = createServer((_request, response) => { response.writeHead(status).end(); }).listen(0, '127.0.0.1');
  await new Promise((resolve) => { server.once('listening', resolve); });
  closers.push(() => { server.closeAllConnections(); server.close(); });
  const instance: Instance = { id: `${name}-${randomUUID()}`, name, address: '127.0.0.1', port: (server.address() as AddressInfo).port, tags: ['v1'] };
  return { instance, sicken: () => { status = 503; } };
};

const put = async (url: string): Promise<void> => { await fetch(url, { method: 'PUT' }); };

describeWithServer('CONSUL_URL', 'discovery, against a real Consul', (url) => {
  it('registers an instance, lets others see it at once, and deregisters it', async () => {
    const name = `orders-${randomUUID()}`;
    const { instance } = await startInstance(name);
    const discovery = discoveryAt(url);
    const list = discoveryAt(url).watch(name);
    await list.known();
    expect(list.instances()).toEqual([]);

    const changes: number[] = [];
    list.onChange((instances) => { changes.push(instances.length); });
    const registration = await discovery.register(instance);
    discovery.check();
    expect(await eventually(() => list.instances()[0])).toEqual(instance);
    await registration.deregister();
    await eventually(() => list.instances().length === 0);
    expect(changes).toEqual([1, 0]);
  });

  it('drops an instance that fails its check', async () => {
    const name = `orders-${randomUUID()}`;
    const { instance, sicken } = await startInstance(name);
    const discovery = discoveryAt(url, 200);
    await discovery.register(instance);
    const list = discovery.watch(name);
    await eventually(() => list.instances().length === 1);
    sicken();
    expect(await eventually(() => list.instances().length === 0)).toBe(true);
  });

  it('drops what was killed at the same address, whose check it answers now', async () => {
    const name = `orders-${randomUUID()}`;
    const { instance } = await startInstance(name);
    const killed = { ...instance, id: `${name}-killed` };
    await createConsulApi(url).register(killed, { path: '/health', intervalMs: 1_000 });
    const discovery = discoveryAt(url);
    await discovery.register(instance);
    const list = discovery.watch(name);
    await list.known();
    expect(list.instances().map(({ id }) => id)).toEqual([instance.id]);
  });

  it('registers again when the agent has forgotten the instance', async () => {
    const name = `orders-${randomUUID()}`;
    const { instance } = await startInstance(name);
    const discovery = discoveryAt(url, 200);
    await discovery.register(instance);
    await put(`${url}/v1/agent/service/deregister/${instance.id}`);
    const list = discovery.watch(name);
    expect(await eventually(() => list.instances()[0])).toEqual(instance);
  });

  it('keeps the last known instances while Consul is away, and follows it again afterwards', async () => {
    const name = `orders-${randomUUID()}`;
    const { instance } = await startInstance(name);
    const registration = await discoveryAt(url).register(instance);
    const proxy = await createTcpProxy(url);
    closers.push(proxy.close);
    const list = discoveryAt(proxy.url).watch(name);
    await eventually(() => list.instances().length === 1);

    proxy.down();
    await registration.deregister();
    await new Promise((resolve) => { setTimeout(resolve, 300); });
    expect(list.instances()).toEqual([instance]);
    proxy.up();
    await eventually(() => list.instances().length === 0);
  });

  it('drops nobody just because a Consul that comes back has lost its data', async () => {
    const name = `orders-${randomUUID()}`;
    const { instance } = await startInstance(name);
    // Not kept up, as `register` of a discovery is: the test says when it registers again.
    const api = createConsulApi(url);
    closers.push(api.close);
    const register = () => api.register(instance, { path: '/health', intervalMs: 1_000 });
    await register();
    const proxy = await createTcpProxy(url);
    closers.push(proxy.close);
    const list = discoveryAt(proxy.url, 1_000).watch(name);
    await eventually(() => list.instances().length === 1);
    const lengths: number[] = [];
    list.onChange((instances) => { lengths.push(instances.length); });

    proxy.down();
    // Longer than the pause between two queries, so that one meets the outage.
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    await api.deregister(instance.id);
    proxy.up();
    await new Promise((resolve) => { setTimeout(resolve, 1_000); });
    expect(lengths).toEqual([]);
    await register();
    await new Promise((resolve) => { setTimeout(resolve, 1_500); });
    expect([lengths, list.instances()]).toEqual([[], [instance]]);
  });

  it('registers later when Consul is away at the start, and is not ready until then', async () => {
    const { instance } = await startInstance(`orders-${randomUUID()}`);
    const proxy = await createTcpProxy(url);
    closers.push(proxy.close);
    proxy.down();
    const discovery = discoveryAt(proxy.url, 300);
    await discovery.register(instance);
    expect(discovery.check).toThrow(/not registered yet/);
    proxy.up();
    await eventually(() => { try { discovery.check(); return true; } catch { return false; } });
  });

  it('says so when Consul refuses the registration', async () => {
    const { instance } = await startInstance('orders');
    await expect(discoveryAt(url).register({ ...instance, name: '' })).rejects.toThrow(/Consul answered PUT .* with 400/);
  });
});
