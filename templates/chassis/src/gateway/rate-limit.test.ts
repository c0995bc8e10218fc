import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { eventually } from '../testing/eventually.fixture.ts';
import { describeWithServer } from '../testing/real-server.fixture.ts';
import { createTcpProxy } from '../testing/tcp-proxy.fixture.ts';
import { testConfig } from '../testing/test-service.fixture.ts';
import { createGateway } from './gateway.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => { for (const close of closers.splice(0).reverse()) await close(); });

describeWithServer('REDIS_URL', 'rate limit, against a real Redis', (redisUrl) => {
  beforeEach(async () => {
    const redis = new Redis(redisUrl);
    const keys = await redis.keys('rate-limit:*');
    if (keys.length > 0) await redis.del(keys);
    await redis.quit();
  });

  const start = async (redis: string): Promise<() => Promise<number>> => {
    const server = createServer((_request, response) => { response.end(); }).listen(0, '127.0.0.1');
    await new Promise((resolve) => { server.once('listening', resolve); });
    closers.push(() => { server.closeAllConnections(); server.close(); });
    const config = testConfig({ STATIC_SERVICES: `open=http://127.0.0.1:${(server.address() as AddressInfo).port}`, REDIS_URL: redis });
    const gateway = createGateway({ config, routes: [{ prefix: '/v1/open', service: 'open', auth: 'public' }], rateLimit: { max: 3, windowMs: 60_000 } });
    closers.push(gateway.close);
    const { url } = await gateway.start();
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
