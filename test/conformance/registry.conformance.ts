import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registryClient, type RegistryClient } from './registry-client.ts';

/** What a service may rely on, whoever answers. `names` and `keys` are unique to each run, so a shared server does no harm. */
export const registryConformance = (baseUrl: () => string): void => {
  let client: RegistryClient;
  let name: string;

  beforeEach(() => {
    client = registryClient(baseUrl());
    name = `conformance-${randomUUID().slice(0, 8)}`;
  });

  afterEach(async () => {
    await client.deregisterAll(name);
    await client.delete(`kv/${name}?recurse`);
  });

  describe('agent', () => {
    it('tells its version and who leads', async () => {
      const { json } = await client.get('agent/self');
      expect(json).toMatchObject({ Config: { Datacenter: 'dc1', Version: expect.stringMatching(/^\d+\.\d+/u) }, Member: { Status: 1 } });
      expect((await client.get('status/leader')).json).toMatch(/^127\.0\.0\.1:\d+$/u);
    });

    it('registers a service and lists it as it was given', async () => {
      const { status, text } = await client.register({ Name: name, ID: `${name}-1`, Port: 9, Address: '127.0.0.1', Tags: ['v1'], Meta: { zone: 'a' } });
      expect([status, text]).toEqual([200, '']);
      const { json } = await client.get('agent/services');
      expect(json).toHaveProperty([`${name}-1`], {
        ID: `${name}-1`, Service: name, Tags: ['v1'], Meta: { zone: 'a' }, Port: 9, Address: '127.0.0.1',
        TaggedAddresses: { lan_ipv4: { Address: '127.0.0.1', Port: 9 }, wan_ipv4: { Address: '127.0.0.1', Port: 9 } },
        Weights: { Passing: 1, Warning: 1 }, EnableTagOverride: false, Datacenter: 'dc1',
      });
    });

    it('takes the name for the id that is missing', async () => {
      await client.register({ Name: name });
      expect((await client.get(`agent/service/${name}`)).json).toMatchObject({ ID: name, Service: name, Port: 0, Tags: [], Meta: {} });
    });

    it('registers again over the same id', async () => {
      await client.register({ Name: name, Port: 1 });
      await client.register({ Name: name, Port: 2 });
      expect((await client.get(`agent/service/${name}`)).json).toMatchObject({ Port: 2 });
    });

    it.each([
      ['no name', { ID: 'x' }, 'Missing service name'],
      ['a TTL that is no duration', { Name: 'x', Check: { TTL: 'abc' } }, 'Request decode failed: time: invalid duration "abc"'],
      ['a check without a way to check', { Name: 'x', Check: { Notes: 'n' } }, 'Invalid check: TTL must be > 0 for TTL checks'],
      ['an HTTP check without interval', { Name: 'x', Check: { HTTP: 'http://x' } }, 'Invalid check: Interval must be > 0 for Script, HTTP, H2PING, TCP, UDP or OSService checks'],
    ])('refuses %s', async (_, body, message) => {
      expect(await client.register(body)).toMatchObject({ status: 400, text: message });
    });

    it('refuses a body that is no JSON, and a port that is no number', async () => {
      expect(await client.put('agent/service/register', '{bad')).toMatchObject({ status: 400, text: expect.stringMatching(/^Request decode failed: /u) });
      expect(await client.register({ Name: name, Port: 'abc' })).toMatchObject({ status: 400, text: expect.stringMatching(/^Request decode failed: /u) });
    });

    it('says which id it does not know', async () => {
      expect(await client.put('agent/service/deregister/nobody')).toMatchObject({ status: 404, text: 'Unknown service ID "nobody". Ensure that the service ID is passed, not the service name.' });
      expect(await client.put('agent/check/pass/nobody')).toMatchObject({ status: 404, text: 'Unknown check ID "nobody". Ensure that the check ID is passed, not the check name.' });
      expect(await client.put('agent/check/deregister/nobody')).toMatchObject({ status: 404 });
      expect(await client.get('agent/service/nobody')).toMatchObject({ status: 404, text: 'unknown service ID: nobody' });
    });

    it('answers wrong methods and paths', async () => {
      expect(await client.request('POST', 'agent/service/register', '{}')).toMatchObject({ status: 405, text: 'method POST not allowed' });
      expect(await client.get('nothing')).toMatchObject({ status: 404, text: expect.stringContaining('not a recognized HTTP API endpoint') });
    });
  });

  describe('checks', () => {
    it('starts a TTL check as critical and names it after the service', async () => {
      await client.register({ Name: name, Check: { TTL: '10s' } });
      expect((await client.get('agent/checks')).json).toHaveProperty([`service:${name}`], expect.objectContaining({
        CheckID: `service:${name}`, Name: `Service '${name}' check`, Status: 'critical', Output: '', ServiceID: name, ServiceName: name, Type: 'ttl',
      }));
    });

    it('numbers several checks', async () => {
      await client.register({ Name: name, Checks: [{ TTL: '10s' }, { TTL: '20s' }] });
      expect(Object.keys((await client.get('agent/checks')).json as object)).toEqual(expect.arrayContaining([`service:${name}:1`, `service:${name}:2`]));
    });

    it.each([['pass', 'passing'], ['warn', 'warning'], ['fail', 'critical']])('%s makes a TTL check %s', async (verb, status) => {
      await client.register({ Name: name, Check: { TTL: '10s', Status: verb === 'fail' ? 'passing' : 'critical' } });
      await client.put(`agent/check/${verb}/service:${name}?note=because`);
      expect((await client.get('agent/checks')).json).toHaveProperty([`service:${name}`], expect.objectContaining({ Status: status, Output: 'because' }));
    });

    it('updates a TTL check by body, and refuses a status that is none', async () => {
      await client.register({ Name: name, Check: { TTL: '10s' } });
      expect(await client.put(`agent/check/update/service:${name}`, { Status: 'passing', Output: 'fine' })).toMatchObject({ status: 200 });
      expect((await client.get('agent/checks')).json).toHaveProperty([`service:${name}`], expect.objectContaining({ Status: 'passing', Output: 'fine' }));
      expect(await client.put(`agent/check/update/service:${name}`, { Status: 'foo' })).toMatchObject({ status: 400, text: "Invalid check status: 'foo'" });
    });

    it('lets a TTL check run out', async () => {
      await client.register({ Name: name, Check: { TTL: '300ms', Status: 'passing' } });
      await expect.poll(async () => client.checksOf(name), { timeout: 5000 }).toEqual([expect.objectContaining({ Status: 'critical', Output: expect.stringContaining('TTL expired') })]);
    });

    it('asks an HTTP check and follows its answers', async () => {
      let status = 200;
      const target = createServer((_, response) => { response.writeHead(status).end('body'); });
      await new Promise<void>((resolve) => { target.listen(0, '127.0.0.1', resolve); });
      const { port } = target.address() as AddressInfo;
      await client.register({ Name: name, Port: port, Check: { HTTP: `http://127.0.0.1:${port}/`, Interval: '50ms', Timeout: '1s' } });
      const statusOf = async (): Promise<unknown> => (await client.checksOf(name))[0]?.['Status'];
      await expect.poll(statusOf, { timeout: 5000 }).toBe('passing');
      status = 429;
      await expect.poll(statusOf, { timeout: 5000 }).toBe('warning');
      status = 500;
      await expect.poll(statusOf, { timeout: 5000 }).toBe('critical');
      expect((await client.checksOf(name))[0]).toMatchObject({ Type: 'http', Interval: '50ms', Timeout: '1s', Output: expect.stringContaining('500') });
      // Back to passing first: Consul holds a new output back for minutes while the status stays the same.
      status = 200;
      await expect.poll(statusOf, { timeout: 5000 }).toBe('passing');
      target.close();
      target.closeAllConnections();
      await expect.poll(async () => (await client.checksOf(name))[0]?.['Output'], { timeout: 10_000 }).toMatch(/refused/iu);
    });

    it('adds a check to a service that is there, and only to such a one', async () => {
      await client.register({ Name: name });
      expect(await client.put('agent/check/register', { Name: `${name}-extra`, ServiceID: name, TTL: '10s' })).toMatchObject({ status: 200 });
      await expect.poll(async () => (await client.checksOf(name)).map(({ CheckID }) => CheckID)).toEqual([`${name}-extra`]);
      expect(await client.put('agent/check/register', { Name: 'c', ServiceID: 'nobody', TTL: '1s' })).toMatchObject({ status: 404, text: 'ServiceID "nobody" does not exist' });
      expect(await client.put('agent/check/register', { TTL: '1s' })).toMatchObject({ status: 400, text: 'Missing check name' });
    });

    it('takes no pass for a check that is not TTL', async () => {
      await client.register({ Name: name, Check: { CheckID: `${name}-http`, HTTP: 'http://127.0.0.1:1/', Interval: '10s' } });
      expect(await client.put(`agent/check/pass/${name}-http`)).toMatchObject({ status: 500, text: `CheckID "${name}-http" does not have associated TTL` });
    });
  });

  describe('catalog and health', () => {
    const instances = async (query = ''): Promise<readonly string[]> => (await client.health(name, query)).map(({ Service }) => Service.ID);

    it('gives the instances of a service with node and checks', async () => {
      await client.register({ Name: name, Port: 9, Address: '127.0.0.1', Tags: ['v1'], Check: { TTL: '10s' } });
      await expect.poll(() => instances()).toEqual([name]);
      expect(await client.health(name)).toEqual([{
        Node: expect.objectContaining({ ID: expect.any(String), Node: expect.any(String), Address: '127.0.0.1', Datacenter: 'dc1' }),
        Service: {
          ID: name, Service: name, Tags: ['v1'], Address: '127.0.0.1', Port: 9, Meta: null, Weights: { Passing: 1, Warning: 1 }, EnableTagOverride: false,
          TaggedAddresses: { lan_ipv4: { Address: '127.0.0.1', Port: 9 }, wan_ipv4: { Address: '127.0.0.1', Port: 9 } },
          Proxy: { Mode: '', MeshGateway: {}, Expose: {} }, Connect: {}, PeerName: '', CreateIndex: expect.any(Number), ModifyIndex: expect.any(Number),
        },
        Checks: [expect.objectContaining({ CheckID: 'serfHealth', Status: 'passing' }), expect.objectContaining({ CheckID: `service:${name}`, Status: 'critical' })],
      }]);
    });

    it('gives only passing ones when asked', async () => {
      await client.register({ Name: name, ID: `${name}-1`, Check: { TTL: '10s', Status: 'passing' } });
      await client.register({ Name: name, ID: `${name}-2`, Check: { TTL: '10s' } });
      await client.register({ Name: name, ID: `${name}-3` });
      await expect.poll(() => instances('?passing=1')).toEqual([`${name}-1`, `${name}-3`]);
      expect(await instances()).toHaveLength(3);
    });

    it('filters by tag', async () => {
      await client.register({ Name: name, ID: `${name}-1`, Tags: ['blue'] });
      await client.register({ Name: name, ID: `${name}-2`, Tags: ['green', 'v2'] });
      await expect.poll(() => instances()).toHaveLength(2);
      expect(await instances('?tag=blue')).toEqual([`${name}-1`]);
      expect(await instances('?tag=green&tag=v2')).toEqual([`${name}-2`]);
    });

    it('forgets a service that was deregistered, with its checks', async () => {
      await client.register({ Name: name, Check: { TTL: '10s' } });
      await expect.poll(() => instances()).toHaveLength(1);
      await client.put(`agent/service/deregister/${name}`);
      await expect.poll(() => instances()).toEqual([]);
      expect((await client.get('agent/checks')).json).not.toHaveProperty([`service:${name}`]);
    });

    it('lists names with all tags, and itself', async () => {
      await client.register({ Name: name, ID: `${name}-1`, Tags: ['b'] });
      await client.register({ Name: name, ID: `${name}-2`, Tags: ['a', 'b'] });
      const tags = async (): Promise<readonly string[]> => ((await client.get('catalog/services')).json as Record<string, string[]>)[name]?.toSorted() ?? [];
      await expect.poll(tags).toEqual(['a', 'b']);
      expect((await client.get('catalog/services')).json).toHaveProperty('consul', []);
    });

    it('gives the flat form of the catalog', async () => {
      await client.register({ Name: name, Port: 9, Meta: { zone: 'a' } });
      await expect.poll(async () => (await client.get(`catalog/service/${name}`)).json).toEqual([expect.objectContaining({
        Node: expect.any(String), Address: '127.0.0.1', ServiceID: name, ServiceName: name, ServicePort: 9, ServiceTags: [], ServiceAddress: '', ServiceMeta: { zone: 'a' }, ServiceWeights: { Passing: 1, Warning: 1 },
      })]);
    });

    it('answers for an unknown name with an empty list, for none with 400', async () => {
      expect(await client.get(`health/service/${name}`)).toMatchObject({ status: 200, json: [] });
      expect(await client.get('health/service/')).toMatchObject({ status: 400, text: 'Missing service name' });
    });
  });

  describe('blocking queries', () => {
    const indexOf = async (query = ''): Promise<number> => (await client.get(`health/service/${name}${query}`)).index;

    it('sends the headers of a consistent answer', async () => {
      const { headers, index } = await client.get(`health/service/${name}`);
      expect(index).toBeGreaterThan(0);
      expect(headers.get('x-consul-knownleader')).toBe('true');
      expect(headers.get('content-type')).toBe('application/json');
    });

    it('waits for a change and wakes up at it', async () => {
      await client.register({ Name: name, ID: `${name}-1` });
      await expect.poll(async () => (await client.health(name)).length).toBe(1);
      const before = await indexOf();
      const woken = client.get(`health/service/${name}?index=${before}&wait=20s`);
      await client.register({ Name: name, ID: `${name}-2` });
      const { index, json } = await woken;
      expect(index).toBeGreaterThan(before);
      expect(json).toHaveLength(2);
    });

    it('wakes up when a check changes', async () => {
      await client.register({ Name: name, Check: { TTL: '10s' } });
      await expect.poll(async () => (await client.health(name)).length).toBe(1);
      const woken = client.get(`health/service/${name}?passing=1&index=${await indexOf()}&wait=20s`);
      await client.put(`agent/check/pass/service:${name}`);
      expect((await woken).json).toHaveLength(1);
    });

    it('answers with the same index when the time is over', async () => {
      await client.register({ Name: name });
      await expect.poll(async () => (await client.health(name)).length).toBe(1);
      const before = await indexOf();
      expect(await indexOf(`?index=${before}&wait=50ms`)).toBe(before);
    });

    it('is not woken by another service', async () => {
      await client.register({ Name: name });
      await expect.poll(async () => (await client.health(name)).length).toBe(1);
      const before = await indexOf();
      const waiting = indexOf(`?index=${before}&wait=400ms`);
      await client.register({ Name: `${name}-other` });
      expect(await waiting).toBe(before);
      await client.put(`agent/service/deregister/${name}-other`);
    });

    it('refuses a time that is none', async () => {
      expect(await client.get(`health/service/${name}?index=1&wait=abc`)).toMatchObject({ status: 400, text: 'Invalid wait time' });
    });
  });

  describe('key-values', () => {
    it('puts, gets, gets raw and deletes', async () => {
      expect((await client.get(`kv/${name}/a`)).status).toBe(404);
      expect((await client.put(`kv/${name}/a?flags=42`, 'hello')).json).toBe(true);
      expect((await client.get(`kv/${name}/a`)).json).toEqual([{ LockIndex: 0, Key: `${name}/a`, Flags: 42, Value: 'aGVsbG8=', CreateIndex: expect.any(Number), ModifyIndex: expect.any(Number) }]);
      expect((await client.get(`kv/${name}/a?raw`)).text).toBe('hello');
      expect((await client.delete(`kv/${name}/a`)).json).toBe(true);
      expect((await client.get(`kv/${name}/a`)).status).toBe(404);
    });

    it('compares before it sets', async () => {
      const path = `kv/${name}/a`;
      expect((await client.put(`${path}?cas=0`, 'one')).json).toBe(true);
      expect((await client.put(`${path}?cas=0`, 'two')).json).toBe(false);
      const { index } = await client.get(path);
      expect((await client.put(`${path}?cas=${index}`, 'three')).json).toBe(true);
      expect((await client.delete(`${path}?cas=${index}`)).json).toBe(false);
      expect((await client.get(`${path}?raw`)).text).toBe('three');
    });

    it('lists below a prefix: entries, keys, keys up to a separator', async () => {
      for (const key of ['a', 'b/c', 'b/d']) await client.put(`kv/${name}/${key}`, key);
      expect((await client.get(`kv/${name}/?recurse`)).json).toMatchObject([{ Key: `${name}/a` }, { Key: `${name}/b/c` }, { Key: `${name}/b/d` }]);
      expect((await client.get(`kv/${name}/?keys`)).json).toEqual([`${name}/a`, `${name}/b/c`, `${name}/b/d`]);
      expect((await client.get(`kv/${name}/?keys&separator=/`)).json).toEqual([`${name}/a`, `${name}/b/`]);
      expect((await client.delete(`kv/${name}/b?recurse`)).json).toBe(true);
      expect((await client.get(`kv/${name}/?keys`)).json).toEqual([`${name}/a`]);
    });

    it('waits for a change of a key, not of its neighbour', async () => {
      await client.put(`kv/${name}/a`, '1');
      const { index } = await client.get(`kv/${name}/a`);
      const waiting = client.get(`kv/${name}/a?index=${index}&wait=20s`);
      await client.put(`kv/${name}/b`, 'x');
      await client.put(`kv/${name}/a`, '2');
      expect((await waiting).json).toMatchObject([{ Value: 'Mg==' }]);
    });

    it('refuses to put nothing', async () => {
      expect(await client.put('kv/', 'x')).toMatchObject({ status: 400, text: 'Missing key name' });
    });
  });
};
