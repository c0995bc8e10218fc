import { once } from 'node:events';
import { Redis } from 'ioredis';
import { beforeEach, expect, it } from 'vitest';
import { eventually } from '../testing/eventually.fixture.ts';
import { freePort } from '../testing/free-port.fixture.ts';
import { describeWithServer } from '../testing/real-server.fixture.ts';
import { startRedis } from '../testing/redis.fixture.ts';
import { createTcpProxy } from '../testing/tcp-proxy.fixture.ts';
import { closers, serve, startGateway } from './gateway.fixture.ts';

describeWithServer('REDIS_URL', 'rate limit, against a real Redis', (redisUrl) => {
  beforeEach(async () => {
    const redis = new Redis(redisUrl);
    const keys = await redis.keys('rate-limit:*');
    if (keys.length > 0) await redis.del(keys);
    await redis.quit();
  });

  const start = async (redis: string): Promise<() => Promise<number>> => {
    const open = await serve((_request, response) => { response.end(); });
    const url = await startGateway({ services: { open }, env: { REDIS_URL: redis }, rateLimit: { max: 3, windowMs: 60_000 } });
    return async () => (await fetch(`${url}/v1/open`)).status;
  };

  it('counts over all gateways together', async () => {
    const [one, other] = [await start(redisUrl), await start(redisUrl)];
    expect([await one(), await other(), await one(), await other(), await one()]).toEqual([200, 200, 200, 429, 429]);
  });

  it('is counted by each gateway for itself while Redis is away, and together again afterwards', async () => {
    const proxy = await createTcpProxy(redisUrl);
    closers.push(proxy.close);
    const [one, other] = [await start(proxy.url), await start(proxy.url)];
    expect([await one(), await other(), await one(), await other()]).toEqual([200, 200, 200, 429]);
    proxy.down();
    await eventually(async () => (await other()) === 200);
    const alone = [await one(), await one(), await one(), await one()];
    expect(alone).toEqual([200, 200, 200, 429]);
    proxy.up();
    // The count in Redis is that of before: four, and above the limit.
    expect(await eventually(async () => { await one(); return (await redisKnows(redisUrl)) > 4; })).toBe(true);
  });

  it('goes on when Redis is killed in between and comes back empty', async () => {
    const port = await freePort();
    let server = await startRedis(port);
    closers.push(() => { server.kill('SIGKILL'); });
    const [one, other] = [await start(`redis://127.0.0.1:${port}`), await start(`redis://127.0.0.1:${port}`)];
    expect([await one(), await other(), await one(), await other()]).toEqual([200, 200, 200, 429]);
    server.kill('SIGKILL');
    await once(server, 'exit');
    expect([await one(), await other(), await one(), await other()]).toEqual([200, 200, 200, 200]);
    server = await startRedis(port);
    // Each of them has had two by itself; together again they get as many as one.
    await eventually(async () => { await one(); await other(); return (await redisKnows(`redis://127.0.0.1:${port}`)) > 3; });
    expect([await one(), await other()]).toEqual([429, 429]);
  });
});

/** The largest count in that Redis. */
const redisKnows = async (url: string): Promise<number> => {
  const redis = new Redis(url, { maxRetriesPerRequest: 1 });
  redis.on('error', () => {});
  try {
    const keys = await redis.keys('rate-limit:*');
    return Math.max(0, ...await Promise.all(keys.map(async (key) => Number(await redis.get(key)))));
  } finally {
    redis.disconnect();
  }
};
