import { Redis } from 'ioredis';
import { beforeEach, expect, it } from 'vitest';
import { eventually } from '../testing/eventually.fixture.ts';
import { describeWithServer } from '../testing/real-server.fixture.ts';
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

  it('lets everybody pass while Redis is away', async () => {
    const proxy = await createTcpProxy(redisUrl);
    closers.push(proxy.close);
    const call = await start(proxy.url);
    for (let request = 0; request < 4; request += 1) await call();
    expect(await call()).toBe(429);
    proxy.down();
    await eventually(async () => (await call()) === 200);
  });
});
