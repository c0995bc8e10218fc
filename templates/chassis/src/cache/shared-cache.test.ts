import { once } from 'node:events';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { eventually } from '../testing/eventually.fixture.ts';
import { freePort } from '../testing/free-port.fixture.ts';
import { describeWithServer } from '../testing/real-server.fixture.ts';
import { startRedis } from '../testing/redis.fixture.ts';
import { clearCache, countingSource, startCache, startPrices } from './cache.fixture.ts';
import { CacheAway } from './guarded-store.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => { for (const close of closers.splice(0).toReversed()) await close(); });

const start = async (redisUrl: string) => {
  const shop = await startPrices({ REDIS_URL: redisUrl });
  closers.push(shop.close);
  return shop;
};

const ownRedis = async (port: number) => {
  const server = await startRedis(port);
  closers.push(() => server.kill('SIGKILL'));
  return server;
};

describeWithServer('REDIS_URL', 'cache of several instances, on a real Redis', (redisUrl) => {
  beforeEach(() => clearCache(redisUrl));

  it('has what another instance has loaded, and not what another instance has forgotten', async () => {
    const [one, other] = [await start(redisUrl), await start(redisUrl)];
    const { source, load } = countingSource();
    await one.prices.get('cup', load('cup'));
    await other.prices.get('cup', load('cup'));
    expect(source.asked).toBe(1);
    source.cents = 200;
    await other.prices.forget('cup');
    expect(await one.prices.get('cup', load('cup'))).toEqual({ sku: 'cup', cents: 200 });
  });

  it('keeps nothing that one instance was loading while another one forgot it', async () => {
    const [one, other] = [await start(redisUrl), await start(redisUrl)];
    const { source, load } = countingSource();
    const arrival = Promise.withResolvers<void>();
    source.held = arrival.promise;
    const before = one.prices.get('cup', load('cup'));
    await eventually(() => source.asked === 1);
    source.cents = 200;
    await other.prices.forget('cup');
    arrival.resolve();
    expect([await before, await one.prices.get('cup', load('cup'))]).toEqual([{ sku: 'cup', cents: 100 }, { sku: 'cup', cents: 200 }]);
  });

  it('takes an entry of another shape, which an earlier version of the service has kept, for none', async () => {
    const earlier = await startCache({ REDIS_URL: redisUrl }, z.object({ euros: z.number() }));
    closers.push(earlier.close);
    await earlier.prices.get('cup', async () => ({ euros: 1 }));
    const { source, load } = countingSource();
    expect([await (await start(redisUrl)).prices.get('cup', load('cup')), source.asked]).toEqual([{ sku: 'cup', cents: 100 }, 1]);
  });

  it('goes on without a Redis that is killed, tells who forgets, and is back with it', async () => {
    const port = await freePort();
    const server = await ownRedis(port);
    const shop = await start(`redis://127.0.0.1:${port}`);
    const { source, load } = countingSource();
    await shop.prices.get('cup', load('cup'));
    server.kill('SIGKILL');
    await once(server, 'exit');
    for (const cents of [200, 300]) {
      source.cents = cents;
      expect(await shop.prices.get('cup', load('cup'))).toEqual({ sku: 'cup', cents });
    }
    await expect(shop.prices.forget('cup')).rejects.toBeInstanceOf(CacheAway);
    expect([await shop.metric('cache_reads_total', 'away'), await shop.metric('cache_errors_total', 'forget')]).toEqual([2, 1]);
    await ownRedis(port);
    await eventually(async () => { const asked = source.asked; await shop.prices.get('cup', load('cup')); return source.asked === asked; });
  });

  it('waits for a Redis that hangs a few times, and then not at all until it is back', async () => {
    const port = await freePort();
    const server = await ownRedis(port);
    const shop = await start(`redis://127.0.0.1:${port}`);
    const { source, load } = countingSource();
    await shop.prices.get('cup', load('cup'));
    server.kill('SIGSTOP');
    // One after the other. If each waited its 100 ms, this would take longer than a test may.
    for (let times = 0; times < 1_000; times += 1) await shop.prices.get('cup', load('cup'));
    expect([source.asked, await shop.metric('cache_circuit_state')]).toEqual([1_001, 2]);
    server.kill('SIGCONT');
    await eventually(async () => { const asked = source.asked; await shop.prices.get('cup', load('cup')); return source.asked === asked; });
    expect(await shop.metric('cache_circuit_state')).toBe(0);
  });
});
