import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requestContext, runInRequestContext } from '../http/request-context.ts';
import { eventually } from '../testing/eventually.fixture.ts';
import { describeWithServer } from '../testing/real-server.fixture.ts';
import { clearCache, countingSource, startPrices } from './cache.fixture.ts';

/** What holds of every store. */
const cacheSuite = (env: Record<string, string>): void => {
  let shop: Awaited<ReturnType<typeof startPrices>>;
  beforeEach(async () => { shop = await startPrices(env); });
  afterEach(() => shop.close());

  it('asks the source once for what is asked for again', async () => {
    const { source, load } = countingSource();
    expect([await shop.prices.get('cup', load('cup')), await shop.prices.get('cup', load('cup'))]).toEqual([{ sku: 'cup', cents: 100 }, { sku: 'cup', cents: 100 }]);
    expect([source.asked, await shop.metric('cache_reads_total', 'hit'), await shop.metric('cache_reads_total', 'miss')]).toEqual([1, 1, 1]);
    expect(await shop.metric('cache_load_duration_seconds_count', 'loaded')).toBe(1);
  });

  it('asks the source once for all who ask at the same time', async () => {
    const { source, load } = countingSource();
    const all = await Promise.all(Array.from({ length: 50 }, () => shop.prices.get('cup', load('cup'))));
    expect([source.asked, new Set(all.map((one) => one?.cents))]).toEqual([1, new Set([100])]);
  });

  it('forgets one key and no other', async () => {
    const { source, load } = countingSource();
    for (const sku of ['cup', 'pot']) await shop.prices.get(sku, load(sku));
    source.cents = 200;
    await shop.prices.forget('cup');
    expect([await shop.prices.get('cup', load('cup')), await shop.prices.get('pot', load('pot'))]).toEqual([{ sku: 'cup', cents: 200 }, { sku: 'pot', cents: 100 }]);
  });

  it('forgets everything', async () => {
    const { source, load } = countingSource();
    for (const sku of ['cup', 'pot']) await shop.prices.get(sku, load(sku));
    source.cents = 200;
    await shop.prices.forgetAll();
    expect([await shop.prices.get('cup', load('cup')), await shop.prices.get('pot', load('pot'))]).toEqual([{ sku: 'cup', cents: 200 }, { sku: 'pot', cents: 200 }]);
    expect(await shop.metric('cache_forgotten_total')).toBe(1);
  });

  it.each(['forget', 'forgetAll'] as const)('keeps nothing that was loaded before a %s and came after it, and gives it to nobody who asks after it', async (how) => {
    const { source, load } = countingSource();
    const arrival = Promise.withResolvers<void>();
    source.held = arrival.promise;
    const before = shop.prices.get('cup', load('cup'));
    await eventually(() => source.asked === 1);
    source.cents = 200;
    source.held = Promise.resolve();
    await shop.prices[how]('cup');
    const during = await shop.prices.get('cup', load('cup'));
    arrival.resolve();
    await before;
    expect([during, await shop.prices.get('cup', load('cup'))]).toEqual([{ sku: 'cup', cents: 200 }, { sku: 'cup', cents: 200 }]);
  });

  it('keeps neither that there is none nor that a load failed', async () => {
    let asked = 0;
    const none = async (): Promise<undefined> => { asked += 1; };
    const failing = async (): Promise<never> => { asked += 1; throw new Error('the source is away'); };
    expect([await shop.prices.get('none', none), await shop.prices.get('none', none)]).toEqual([undefined, undefined]);
    for (const _ of [1, 2]) await expect(shop.prices.get('bad', failing)).rejects.toThrow('the source is away');
    expect([asked, await shop.metric('cache_load_duration_seconds_count', 'nothing'), await shop.metric('cache_load_duration_seconds_count', 'failed')]).toEqual([4, 2, 2]);
  });

  it('lets an entry end with its time', async () => {
    const { source, load } = countingSource();
    const brief = await startPrices(env, 40);
    await brief.prices.get('cup', load('cup'));
    expect(await eventually(async () => { await brief.prices.get('cup', load('cup')); return source.asked > 1; })).toBe(true);
    await brief.close();
  });

  it('loads for everybody: without the identity of the one who asks, with a time of its own', async () => {
    const seen: unknown[] = [];
    const asking = { requestId: 'r-1', traceId: 't-1', deadline: Date.now() + 50, identity: { 'x-identity-sub': 'alice' }, idempotencyKey: 'k-1' };
    await runInRequestContext(asking, async () => shop.prices.get('cup', async ({ signal }) => {
      const { identity, idempotencyKey, deadline = 0, traceId } = requestContext() ?? {};
      seen.push(identity, idempotencyKey, deadline > asking.deadline, traceId, signal.aborted);
      return { sku: 'cup', cents: 100 };
    }));
    expect(seen).toEqual([{}, undefined, true, 't-1', false]);
  });

  it('ends a load that takes too long', async () => {
    await expect(shop.prices.get('cup', () => new Promise(() => {}))).rejects.toMatchObject({ details: { type: 'deadline-exceeded', status: 504 } });
  });
};

describe('cache in memory', () => { cacheSuite({}); });

describeWithServer('REDIS_URL', 'cache in a real Redis', (redisUrl) => {
  beforeEach(() => clearCache(redisUrl));
  cacheSuite({ REDIS_URL: redisUrl });
});
