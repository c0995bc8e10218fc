import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { ServiceUnavailable } from '../client/client-errors.ts';
import { requestContext, runInRequestContext } from '../http/request-context.ts';
import { Problem } from '../http/problem.ts';
import { testService } from '../testing/test-service.fixture.ts';
import { compose, each, part } from './compose.ts';
import { found } from './found.ts';
import { createLoader, sideBySide } from './loader.ts';

// The context of requests is there with the first service.
testService();
const asking = { log: pino({ level: 'silent' }), signal: new AbortController().signal };
const away = async (): Promise<never> => { throw new ServiceUnavailable('stock', 'no-instance'); };
const never = (): Promise<never> => new Promise(() => {});

describe('compose', () => {
  it('gives what was got, and names what was not', async () => {
    const view = await compose({
      orders: each(['a', 'b', 'c'], async (id) => (id === 'b' ? away() : id.toUpperCase())),
      stock: part(away),
      customer: part(async () => ({ name: 'Alice' })),
      none: each(undefined, away),
      one: each('x', async (id) => (id === 'x' ? null : id)),
    }, asking);
    expect(view.values).toEqual({ orders: ['A', null, 'C'], stock: null, customer: { name: 'Alice' }, none: [], one: [null] });
    expect(view.failed.toSorted((a, b) => a.part.localeCompare(b.part))).toEqual([{ part: 'orders', key: 'b', type: 'service-unavailable', status: 503 }, { part: 'stock', type: 'service-unavailable', status: 503 }]);
  });

  it('fails as a part does that is required', async () => {
    const view = compose({ orders: part(away), stock: part(async () => 1) }, { ...asking, required: ['orders'] });
    await expect(view).rejects.toBeInstanceOf(ServiceUnavailable);
    await expect(compose({ orders: part(async () => { throw new TypeError('a bug'); }) }, { ...asking, required: ['orders'] })).rejects.toBeInstanceOf(Problem);
  });

  it('has one deadline for all: who is late is named, and the rest is answered', async () => {
    const seen: number[] = [];
    const deadline = Date.now() + 300;
    const view = await runInRequestContext({ requestId: 'r', traceId: 't', deadline, identity: {} }, async () => compose({
      slow: part(never),
      some: each(['quick', 'slow'], async (key) => (key === 'slow' ? never() : key)),
      quick: part(async () => { seen.push(requestContext()?.deadline ?? 0); return 1; }),
    }, asking));
    expect(view.values).toEqual({ slow: null, some: ['quick', null], quick: 1 });
    expect(view.failed.map(({ part: name, key, type }) => [name, key, type])).toEqual(expect.arrayContaining([['slow', undefined, 'deadline-exceeded'], ['some', 'slow', 'deadline-exceeded']]));
    expect(seen.map((at) => at > 0 && at < deadline)).toEqual([true]);
  });

  it('waits no longer than it is told', async () => {
    expect((await compose({ slow: part(never) }, { ...asking, withinMs: 20 })).failed).toEqual([{ part: 'slow', type: 'deadline-exceeded', status: 504 }]);
  });

  it('tells nothing of what is a bug', async () => {
    expect((await compose({ broken: part(async () => { throw new TypeError('the password is 123'); }) }, asking)).failed).toEqual([{ part: 'broken', type: 'internal-error', status: 500 }]);
  });
});

describe('loader', () => {
  it('asks for each key once, and for those of one turn together, however deep', async () => {
    const batches: (readonly string[])[] = [];
    const load = createLoader(async (keys: readonly string[]) => { batches.push(keys); return keys.map((key) => key.length); });
    const lines = [['cup', 'pot'], ['cup', 'mill']];
    const lengths = await Promise.all(lines.map(async (skus) => { await Promise.resolve(); return Promise.all(skus.map(load)); }));
    expect([lengths, batches]).toEqual([[[3, 3], [3, 4]], [['cup', 'pot', 'mill']]]);
  });

  it('lets one fail alone, and asks side by side within a limit', async () => {
    let [inHand, most] = [0, 0];
    const load = createLoader(sideBySide(async (key: number) => {
      most = Math.max(most, inHand += 1);
      await delay(5);
      inHand -= 1;
      if (key === 3) throw new Error('three');
      return key * 2;
    }, 4));
    const settled = await Promise.allSettled(Array.from({ length: 20 }, (_, key) => load(key)));
    expect([most, settled.filter(({ status }) => status === 'rejected').length, settled[4]]).toEqual([4, 1, { status: 'fulfilled', value: 8 }]);
  });
});

it('found: the body, null where there is none, and an error for anything else', () => {
  type Reply = { readonly status: 200; readonly body: string } | { readonly status: 404; readonly body: object } | { readonly status: 409; readonly body: object };
  const reply = (one: Reply): Reply => one;
  expect([found(reply({ status: 200, body: 'x' })), found(reply({ status: 404, body: {} }))]).toEqual(['x', null]);
  expect(() => found(reply({ status: 409, body: {} }))).toThrow('409');
});
