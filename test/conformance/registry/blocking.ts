import { describe, expect, it } from 'vitest';
import type { Session } from './session.ts';

export const describeBlocking = ({ client, name }: Session): void => {
  describe('blocking queries', () => {
    const indexOf = async (query = ''): Promise<number> => (await client().get(`health/service/${name()}${query}`)).index;

    it('sends the headers of a consistent answer', async () => {
      const { headers, index } = await client().get(`health/service/${name()}`);
      expect(index).toBeGreaterThan(0);
      expect(headers.get('x-consul-knownleader')).toBe('true');
      expect(headers.get('content-type')).toBe('application/json');
    });

    it('waits for a change and wakes up at it', async () => {
      await client().register({ Name: name(), ID: `${name()}-1` });
      await expect.poll(async () => (await client().health(name())).length).toBe(1);
      const before = await indexOf();
      const woken = client().get(`health/service/${name()}?index=${before}&wait=20s`);
      await client().register({ Name: name(), ID: `${name()}-2` });
      const { index, json } = await woken;
      expect(index).toBeGreaterThan(before);
      expect(json).toHaveLength(2);
    });

    it('wakes up when a check changes', async () => {
      await client().register({ Name: name(), Check: { TTL: '10s' } });
      await expect.poll(async () => (await client().health(name())).length).toBe(1);
      const woken = client().get(`health/service/${name()}?passing=1&index=${await indexOf()}&wait=20s`);
      await client().put(`agent/check/pass/service:${name()}`);
      expect((await woken).json).toHaveLength(1);
    });

    it('answers with the same index when the time is over', async () => {
      await client().register({ Name: name() });
      await expect.poll(async () => (await client().health(name())).length).toBe(1);
      const before = await indexOf();
      expect(await indexOf(`?index=${before}&wait=50ms`)).toBe(before);
    });

    it('is not woken by another service', async () => {
      await client().register({ Name: name() });
      await expect.poll(async () => (await client().health(name())).length).toBe(1);
      const before = await indexOf();
      const waiting = indexOf(`?index=${before}&wait=400ms`);
      await client().register({ Name: `${name()}-other` });
      expect(await waiting).toBe(before);
      await client().put(`agent/service/deregister/${name()}-other`);
    });

    it('refuses a time that is none', async () => {
      expect(await client().get(`health/service/${name()}?index=1&wait=abc`)).toMatchObject({ status: 400, text: 'Invalid wait time' });
    });
  });
};
