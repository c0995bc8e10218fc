import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { continueRequest, createClient, createHost, z } from './index.ts';

const itemsContract = { name: 'items', version: '1.0.0', events: {}, routes: { getItem: { method: 'GET', path: '/items/:id', params: z.object({ id: z.string() }), responses: { 200: z.unknown() } } } } as const;

describe('a host', () => {
  it('takes no offence at variables that the framework around reads', async () => {
    const { config, close } = createHost({ name: 'orders', env: { PORT: String.raw`\\.\pipe\orders`, HOST: '', LOG_LEVEL: 'verbose' } });
    expect([config.HOST, config.PORT, config.LOG_LEVEL]).toEqual(['127.0.0.1', 0, 'info']);
    await close();
  });

  it('names every variable of its own that is wrong or missing', () => {
    const config = { RABBITMQ_URL: z.url() };
    expect(() => createHost({ name: 'orders', config, env: { CLIENT_TIMEOUT_MS: 'soon' } })).toThrow(/CLIENT_TIMEOUT_MS[^]*RABBITMQ_URL: is required/);
  });

  it('starts its parts in order, and closes what is open when one fails', async () => {
    const order: string[] = [];
    const host = createHost({ name: 'orders', env: { LOG_LEVEL: 'silent' } });
    host.onStart(() => { order.push('store'); });
    host.onStart(() => { throw new Error('no broker'); });
    host.onClose('store', () => { order.push('store closed'); });
    await expect(host.start()).rejects.toThrow('no broker');
    await host.close();
    expect(order).toEqual(['store', 'store closed']);
  });

  it('tells the state of its parts, and is not ready while it closes', async () => {
    const host = createHost({ name: 'orders', env: { LOG_LEVEL: 'silent' } });
    host.readiness('broker', () => { throw new Error('away'); });
    expect(await host.health()).toMatchObject({ status: 'not ready', checks: { broker: { status: 'failed', reason: 'away' } } });
    await host.close();
    expect(await host.health()).toMatchObject({ status: 'draining' });
  });
});

describe('a request that continues', () => {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer(({ headers }, response) => {
    seen.push(headers);
    response.setHeader('content-type', 'application/json').end('{}');
  });
  beforeEach(async () => {
    seen.length = 0;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }));

  it('hands its trace, deadline and identity to the calls that it makes', async () => {
    const { port } = server.address() as AddressInfo;
    const host = createHost({ name: 'orders', env: { LOG_LEVEL: 'silent', STATIC_SERVICES: `items=http://127.0.0.1:${String(port)}` } });
    const items = createClient(host, itemsContract);
    const headers = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', 'x-request-deadline-ms': '900', 'x-identity-sub': 'ada', 'x-request-id': 'r1' };
    const answered = new Promise((resolve, reject) => {
      continueRequest(host)({ headers } as never, {} as never, () => { items.getItem({ params: { id: 'i1' } }).then(resolve, reject); });
    });
    expect(await answered).toEqual({ status: 200, body: {} });
    expect(seen).toMatchObject([{ 'x-identity-sub': 'ada', 'x-request-id': 'r1', traceparent: expect.stringContaining('0af7651916cd43dd8448eb211c80319c') as string }]);
    expect(Number(seen[0]?.['x-request-deadline-ms'])).toBeLessThanOrEqual(900);
    await host.close();
  });
});
