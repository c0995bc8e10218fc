import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Session } from './session.ts';

export const describeChecks = ({ client, name }: Session): void => {
  describe('checks', () => {
    it('starts a TTL check as critical and names it after the service', async () => {
      await client().register({ Name: name(), Check: { TTL: '10s' } });
      expect((await client().get('agent/checks')).json).toHaveProperty([`service:${name()}`], expect.objectContaining({
        CheckID: `service:${name()}`, Name: `Service '${name()}' check`, Status: 'critical', Output: '', ServiceID: name(), ServiceName: name(), Type: 'ttl',
      }));
    });

    it('numbers several checks', async () => {
      await client().register({ Name: name(), Checks: [{ TTL: '10s' }, { TTL: '20s' }] });
      expect(Object.keys((await client().get('agent/checks')).json as object)).toEqual(expect.arrayContaining([`service:${name()}:1`, `service:${name()}:2`]));
    });

    it.each([['pass', 'passing'], ['warn', 'warning'], ['fail', 'critical']])('%s makes a TTL check %s', async (verb, status) => {
      await client().register({ Name: name(), Check: { TTL: '10s', Status: verb === 'fail' ? 'passing' : 'critical' } });
      await client().put(`agent/check/${verb}/service:${name()}?note=because`);
      expect((await client().get('agent/checks')).json).toHaveProperty([`service:${name()}`], expect.objectContaining({ Status: status, Output: 'because' }));
    });

    it('updates a TTL check by body, and refuses a status that is none', async () => {
      await client().register({ Name: name(), Check: { TTL: '10s' } });
      expect(await client().put(`agent/check/update/service:${name()}`, { Status: 'passing', Output: 'fine' })).toMatchObject({ status: 200 });
      expect((await client().get('agent/checks')).json).toHaveProperty([`service:${name()}`], expect.objectContaining({ Status: 'passing', Output: 'fine' }));
      expect(await client().put(`agent/check/update/service:${name()}`, { Status: 'foo' })).toMatchObject({ status: 400, text: "Invalid check status: 'foo'" });
    });

    it('lets a TTL check run out', async () => {
      await client().register({ Name: name(), Check: { TTL: '300ms', Status: 'passing' } });
      await expect.poll(async () => client().checksOf(name()), { timeout: 5000 }).toEqual([expect.objectContaining({ Status: 'critical', Output: expect.stringContaining('TTL expired') })]);
    });

    it('asks an HTTP check and follows its answers', async () => {
      let status = 200;
      const target = createServer((_, response) => { response.writeHead(status).end('body'); });
      await new Promise<void>((resolve) => { target.listen(0, '127.0.0.1', resolve); });
      const { port } = target.address() as AddressInfo;
      await client().register({ Name: name(), Port: port, Check: { HTTP: `http://127.0.0.1:${port}/`, Interval: '50ms', Timeout: '1s' } });
      const statusOf = async (): Promise<unknown> => (await client().checksOf(name()))[0]?.['Status'];
      await expect.poll(statusOf, { timeout: 5000 }).toBe('passing');
      status = 429;
      await expect.poll(statusOf, { timeout: 5000 }).toBe('warning');
      status = 500;
      await expect.poll(statusOf, { timeout: 5000 }).toBe('critical');
      expect((await client().checksOf(name()))[0]).toMatchObject({ Type: 'http', Interval: '50ms', Timeout: '1s', Output: expect.stringContaining('500') });
      // Back to passing first: Consul holds a new output back for minutes while the status stays the same.
      status = 200;
      await expect.poll(statusOf, { timeout: 5000 }).toBe('passing');
      target.close();
      target.closeAllConnections();
      await expect.poll(async () => (await client().checksOf(name()))[0]?.['Output'], { timeout: 10_000 }).toMatch(/refused/iu);
    });

    it('adds a check to a service that is there, and only to such a one', async () => {
      await client().register({ Name: name() });
      expect(await client().put('agent/check/register', { Name: `${name()}-extra`, ServiceID: name(), TTL: '10s' })).toMatchObject({ status: 200 });
      await expect.poll(async () => (await client().checksOf(name())).map(({ CheckID }) => CheckID)).toEqual([`${name()}-extra`]);
      expect(await client().put('agent/check/register', { Name: 'c', ServiceID: 'nobody', TTL: '1s' })).toMatchObject({ status: 404, text: 'ServiceID "nobody" does not exist' });
      expect(await client().put('agent/check/register', { TTL: '1s' })).toMatchObject({ status: 400, text: 'Missing check name' });
    });

    it('takes no pass for a check that is not TTL', async () => {
      await client().register({ Name: name(), Check: { CheckID: `${name()}-http`, HTTP: 'http://127.0.0.1:1/', Interval: '10s' } });
      expect(await client().put(`agent/check/pass/${name()}-http`)).toMatchObject({ status: 500, text: `CheckID "${name()}-http" does not have associated TTL` });
    });
  });
};
