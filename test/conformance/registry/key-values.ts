import { describe, expect, it } from 'vitest';
import type { Session } from './session.ts';

export const describeKeyValues = ({ client, name }: Session): void => {
  describe('key-values', () => {
    it('puts, gets, gets raw and deletes', async () => {
      expect((await client().get(`kv/${name()}/a`)).status).toBe(404);
      expect((await client().put(`kv/${name()}/a?flags=42`, 'hello')).json).toBe(true);
      expect((await client().get(`kv/${name()}/a`)).json).toEqual([{ LockIndex: 0, Key: `${name()}/a`, Flags: 42, Value: 'aGVsbG8=', CreateIndex: expect.any(Number), ModifyIndex: expect.any(Number) }]);
      expect((await client().get(`kv/${name()}/a?raw`)).text).toBe('hello');
      expect((await client().delete(`kv/${name()}/a`)).json).toBe(true);
      expect((await client().get(`kv/${name()}/a`)).status).toBe(404);
    });

    it('compares before it sets', async () => {
      const path = `kv/${name()}/a`;
      expect((await client().put(`${path}?cas=0`, 'one')).json).toBe(true);
      expect((await client().put(`${path}?cas=0`, 'two')).json).toBe(false);
      const { index } = await client().get(path);
      expect((await client().put(`${path}?cas=${index}`, 'three')).json).toBe(true);
      expect((await client().delete(`${path}?cas=${index}`)).json).toBe(false);
      expect((await client().get(`${path}?raw`)).text).toBe('three');
    });

    it('lists below a prefix: entries, keys, keys up to a separator', async () => {
      for (const key of ['a', 'b/c', 'b/d']) await client().put(`kv/${name()}/${key}`, key);
      expect((await client().get(`kv/${name()}/?recurse`)).json).toMatchObject([{ Key: `${name()}/a` }, { Key: `${name()}/b/c` }, { Key: `${name()}/b/d` }]);
      expect((await client().get(`kv/${name()}/?keys`)).json).toEqual([`${name()}/a`, `${name()}/b/c`, `${name()}/b/d`]);
      expect((await client().get(`kv/${name()}/?keys&separator=/`)).json).toEqual([`${name()}/a`, `${name()}/b/`]);
      expect((await client().delete(`kv/${name()}/b?recurse`)).json).toBe(true);
      expect((await client().get(`kv/${name()}/?keys`)).json).toEqual([`${name()}/a`]);
    });

    it('waits for a change of a key, not of its neighbour', async () => {
      await client().put(`kv/${name()}/a`, '1');
      const { index } = await client().get(`kv/${name()}/a`);
      const waiting = client().get(`kv/${name()}/a?index=${index}&wait=20s`);
      await client().put(`kv/${name()}/b`, 'x');
      await client().put(`kv/${name()}/a`, '2');
      expect((await waiting).json).toMatchObject([{ Value: 'Mg==' }]);
    });

    it('refuses to put nothing', async () => {
      expect(await client().put('kv/', 'x')).toMatchObject({ status: 400, text: 'Missing key name' });
    });
  });
};
