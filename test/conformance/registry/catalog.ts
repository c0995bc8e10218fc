import { describe, expect, it } from 'vitest';
import type { Session } from './session.ts';

export const describeCatalog = ({ client, name }: Session): void => {
  describe('catalog and health', () => {
    const instances = async (query = ''): Promise<readonly string[]> => (await client().health(name(), query)).map(({ Service }) => Service.ID);

    it('gives the instances of a service with node and checks', async () => {
      await client().register({ Name: name(), Port: 9, Address: '127.0.0.1', Tags: ['v1'], Check: { TTL: '10s' } });
      await expect.poll(() => instances()).toEqual([name()]);
      expect(await client().health(name())).toEqual([{
        Node: expect.objectContaining({ ID: expect.any(String), Node: expect.any(String), Address: '127.0.0.1', Datacenter: 'dc1' }),
        Service: {
          ID: name(), Service: name(), Tags: ['v1'], Address: '127.0.0.1', Port: 9, Meta: null, Weights: { Passing: 1, Warning: 1 }, EnableTagOverride: false,
          TaggedAddresses: { lan_ipv4: { Address: '127.0.0.1', Port: 9 }, wan_ipv4: { Address: '127.0.0.1', Port: 9 } },
          Proxy: { Mode: '', MeshGateway: {}, Expose: {} }, Connect: {}, PeerName: '', CreateIndex: expect.any(Number), ModifyIndex: expect.any(Number),
        },
        Checks: [expect.objectContaining({ CheckID: 'serfHealth', Status: 'passing' }), expect.objectContaining({ CheckID: `service:${name()}`, Status: 'critical' })],
      }]);
    });

    it('gives only passing ones when asked', async () => {
      await client().register({ Name: name(), ID: `${name()}-1`, Check: { TTL: '10s', Status: 'passing' } });
      await client().register({ Name: name(), ID: `${name()}-2`, Check: { TTL: '10s' } });
      await client().register({ Name: name(), ID: `${name()}-3` });
      await expect.poll(() => instances('?passing=1')).toEqual([`${name()}-1`, `${name()}-3`]);
      expect(await instances()).toHaveLength(3);
    });

    it('filters by tag', async () => {
      await client().register({ Name: name(), ID: `${name()}-1`, Tags: ['blue'] });
      await client().register({ Name: name(), ID: `${name()}-2`, Tags: ['green', 'v2'] });
      await expect.poll(() => instances()).toHaveLength(2);
      expect(await instances('?tag=blue')).toEqual([`${name()}-1`]);
      expect(await instances('?tag=green&tag=v2')).toEqual([`${name()}-2`]);
    });

    it('forgets a service that was deregistered, with its checks', async () => {
      await client().register({ Name: name(), Check: { TTL: '10s' } });
      await expect.poll(() => instances()).toHaveLength(1);
      await client().put(`agent/service/deregister/${name()}`);
      await expect.poll(() => instances()).toEqual([]);
      expect((await client().get('agent/checks')).json).not.toHaveProperty([`service:${name()}`]);
    });

    it('lists names with all tags, and itself', async () => {
      await client().register({ Name: name(), ID: `${name()}-1`, Tags: ['b'] });
      await client().register({ Name: name(), ID: `${name()}-2`, Tags: ['a', 'b'] });
      const tags = async (): Promise<readonly string[]> => ((await client().get('catalog/services')).json as Record<string, string[]>)[name()]?.toSorted() ?? [];
      await expect.poll(tags).toEqual(['a', 'b']);
      expect((await client().get('catalog/services')).json).toHaveProperty('consul', []);
    });

    it('gives the flat form of the catalog', async () => {
      await client().register({ Name: name(), Port: 9, Meta: { zone: 'a' } });
      await expect.poll(async () => (await client().get(`catalog/service/${name()}`)).json).toEqual([expect.objectContaining({
        Node: expect.any(String), Address: '127.0.0.1', ServiceID: name(), ServiceName: name(), ServicePort: 9, ServiceTags: [], ServiceAddress: '', ServiceMeta: { zone: 'a' }, ServiceWeights: { Passing: 1, Warning: 1 },
      })]);
    });

    it('answers for an unknown name with an empty list, for none with 400', async () => {
      expect(await client().get(`health/service/${name()}`)).toMatchObject({ status: 200, json: [] });
      expect(await client().get('health/service/')).toMatchObject({ status: 400, text: 'Missing service name' });
    });
  });
};
