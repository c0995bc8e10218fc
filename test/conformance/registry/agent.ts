import { describe, expect, it } from 'vitest';
import type { Session } from './session.ts';

export const describeAgent = ({ client, name }: Session): void => {
  describe('agent', () => {
    it('tells its version and who leads', async () => {
      const { json } = await client().get('agent/self');
      expect(json).toMatchObject({ Config: { Datacenter: 'dc1', Version: expect.stringMatching(/^\d+\.\d+/u) }, Member: { Status: 1 } });
      expect((await client().get('status/leader')).json).toMatch(/^127\.0\.0\.1:\d+$/u);
    });

    it('registers a service and lists it as it was given', async () => {
      const { status, text } = await client().register({ Name: name(), ID: `${name()}-1`, Port: 9, Address: '127.0.0.1', Tags: ['v1'], Meta: { zone: 'a' } });
      expect([status, text]).toEqual([200, '']);
      const { json } = await client().get('agent/services');
      expect(json).toHaveProperty([`${name()}-1`], {
        ID: `${name()}-1`, Service: name(), Tags: ['v1'], Meta: { zone: 'a' }, Port: 9, Address: '127.0.0.1',
        TaggedAddresses: { lan_ipv4: { Address: '127.0.0.1', Port: 9 }, wan_ipv4: { Address: '127.0.0.1', Port: 9 } },
        Weights: { Passing: 1, Warning: 1 }, EnableTagOverride: false, Datacenter: 'dc1',
      });
    });

    it('takes the name for the id that is missing', async () => {
      await client().register({ Name: name() });
      expect((await client().get(`agent/service/${name()}`)).json).toMatchObject({ ID: name(), Service: name(), Port: 0, Tags: [], Meta: {} });
    });

    it('registers again over the same id', async () => {
      await client().register({ Name: name(), Port: 1 });
      await client().register({ Name: name(), Port: 2 });
      expect((await client().get(`agent/service/${name()}`)).json).toMatchObject({ Port: 2 });
    });

    it.each([
      ['no name', { ID: 'x' }, 'Missing service name'],
      ['a TTL that is no duration', { Name: 'x', Check: { TTL: 'abc' } }, 'Request decode failed: time: invalid duration "abc"'],
      ['a check without a way to check', { Name: 'x', Check: { Notes: 'n' } }, 'Invalid check: TTL must be > 0 for TTL checks'],
      ['an HTTP check without interval', { Name: 'x', Check: { HTTP: 'http://x' } }, 'Invalid check: Interval must be > 0 for Script, HTTP, H2PING, TCP, UDP or OSService checks'],
    ])('refuses %s', async (_, body, message) => {
      expect(await client().register(body)).toMatchObject({ status: 400, text: message });
    });

    it('refuses a body that is no JSON, and a port that is no number', async () => {
      expect(await client().put('agent/service/register', '{bad')).toMatchObject({ status: 400, text: expect.stringMatching(/^Request decode failed: /u) });
      expect(await client().register({ Name: name(), Port: 'abc' })).toMatchObject({ status: 400, text: expect.stringMatching(/^Request decode failed: /u) });
    });

    it('says which id it does not know', async () => {
      expect(await client().put('agent/service/deregister/nobody')).toMatchObject({ status: 404, text: 'Unknown service ID "nobody". Ensure that the service ID is passed, not the service name.' });
      expect(await client().put('agent/check/pass/nobody')).toMatchObject({ status: 404, text: 'Unknown check ID "nobody". Ensure that the check ID is passed, not the check name.' });
      expect(await client().put('agent/check/deregister/nobody')).toMatchObject({ status: 404 });
      expect(await client().get('agent/service/nobody')).toMatchObject({ status: 404, text: 'unknown service ID: nobody' });
    });

    it('answers wrong methods and paths', async () => {
      expect(await client().request('POST', 'agent/service/register', '{}')).toMatchObject({ status: 405, text: 'method POST not allowed' });
      expect(await client().get('nothing')).toMatchObject({ status: 404, text: expect.stringContaining('not a recognized HTTP API endpoint') });
    });
  });
};
