import { describe, expect, it } from 'vitest';
import { freePort } from '../testing/free-port.fixture.ts';
import { testConfig } from '../testing/test-service.fixture.ts';
import { bearer } from './bearer.fixture.ts';
import { echo, openGateway, serve } from './gateway.fixture.ts';

describe('what is not public', () => {
  it('is served on the operations port, and nowhere else', async () => {
    const port = await freePort();
    const { url } = await openGateway({ services: { open: await serve(echo) }, env: { ADMIN_PORT: String(port) } });
    const operations = `http://127.0.0.1:${port}`;
    for (const path of ['/metrics', '/docs/json']) {
      expect((await fetch(`${url}${path}`)).status).toBe(404);
      expect((await fetch(`${operations}${path}`)).status).toBe(200);
    }
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'ready' });
    expect(await (await fetch(`${operations}/health`)).json()).toMatchObject({ checks: { discovery: { status: 'ok' } } });
    expect((await fetch(`${operations}/v1/open`)).status).toBe(404);
  });

  it('is served nowhere without one', async () => {
    const { url } = await openGateway({ services: {} });
    for (const path of ['/metrics', '/docs/json', '/docs']) expect((await fetch(`${url}${path}`)).status).toBe(404);
  });

  it('ends with the gateway', async () => {
    const port = await freePort();
    const { service } = await openGateway({ services: {}, env: { ADMIN_PORT: String(port) } });
    await service.close();
    await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow('fetch failed');
  });
});

describe('behind a load balancer', () => {
  const open = async (env: Record<string, string>) => {
    const { url } = await openGateway({ services: { open: await serve(echo) }, rateLimit: { max: 1, windowMs: 60_000 }, env });
    return async (forwarded: string) => fetch(`${url}/v1/open`, { headers: { 'x-forwarded-for': forwarded, 'x-forwarded-proto': 'https' } });
  };

  it('limits each client for itself, and tells the service who it is', async () => {
    const call = await open({ TRUST_PROXY: '127.0.0.0/8' });
    const first = await call('203.0.113.1');
    const { headers } = await first.json() as { headers: Record<string, string> };
    expect(headers).toMatchObject({ 'x-forwarded-for': '203.0.113.1', 'x-forwarded-proto': 'https' });
    expect([(await call('203.0.113.2')).status, (await call('203.0.113.1')).status]).toEqual([200, 429]);
  });

  it('takes the word of the balancer, not what the client wrote before it', async () => {
    const call = await open({ TRUST_PROXY: '127.0.0.1' });
    expect([(await call('1.1.1.1, 203.0.113.9')).status, (await call('2.2.2.2, 203.0.113.9')).status]).toEqual([200, 429]);
  });

  it('believes nobody when it is not told to', async () => {
    const call = await open({});
    expect([(await call('203.0.113.1')).status, (await call('203.0.113.2')).status]).toEqual([200, 429]);
  });

  it.each(['true', '1', '0.0.0.0/0', '::/0', '10.0.0.0/33', 'balancer', '10.0.0.1/8/8'])('does not start with TRUST_PROXY=%s', (value) => {
    expect(() => testConfig({ TRUST_PROXY: value })).toThrow(/TRUST_PROXY: must be a list of addresses or networks/);
  });
});

describe('a token', () => {
  it('that is not valid yet is refused, and one that just became valid is not', async () => {
    const { url } = await openGateway({ services: { orders: await serve(echo) } });
    const now = Math.floor(Date.now() / 1000);
    const early = await fetch(`${url}/v1/orders`, await bearer({ nbf: now + 60 }));
    expect([early.status, early.headers.get('www-authenticate')]).toEqual([401, expect.stringContaining('the claim nbf does not fit')]);
    expect((await fetch(`${url}/v1/orders`, await bearer({ nbf: now - 1 }))).status).toBe(200);
  });

  it('counts as a problem when it is refused', async () => {
    const { url, service } = await openGateway({ services: { orders: await serve(echo) } });
    await fetch(`${url}/v1/orders`);
    await fetch(`${url}/v1/admin`, await bearer());
    const metrics = await service.metrics.expose();
    expect(metrics).toMatch(/http_server_problems_total\{[^}]*type="unauthorized",status="401"[^}]*\} 1/);
    expect(metrics).toMatch(/http_server_problems_total\{[^}]*type="forbidden",status="403"[^}]*\} 1/);
  });
});
