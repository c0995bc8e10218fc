import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { bearer } from './bearer.fixture.ts';
import { serve, startGateway } from './gateway.fixture.ts';

describe('the gateway, when the service fails', () => {
  it('answers 503 with Retry-After when there is no instance, or none can be reached', async () => {
    const url = await startGateway({ services: { orders: 'http://127.0.0.1:1' } });
    const missing = await fetch(`${url}/v1/open`, { method: 'POST', body: 'text' });
    expect([missing.status, missing.headers.get('retry-after'), missing.headers.get('content-type')]).toEqual([503, '1', 'application/problem+json; charset=utf-8']);
    expect(await missing.json()).toMatchObject({ type: 'service-unavailable', reason: 'no-instance', target: 'open' });
    const shut = await fetch(`${url}/v1/orders`, { method: 'POST', body: 'x'.repeat(100_000), ...(await bearer()) });
    expect([shut.status, (await shut.json() as { reason: string }).reason]).toEqual([503, 'unreachable']);
  });

  it('answers 504 past the deadline and lets the service know', async () => {
    const gone = Promise.withResolvers<void>();
    const origin = await serve((_request, response) => { response.on('close', () => { gone.resolve(); }); });
    const url = await startGateway({ services: { open: origin }, env: { REQUEST_TIMEOUT_MS: '150' } });
    const response = await fetch(`${url}/v1/open`, { method: 'POST', body: 'text' });
    expect([response.status, await response.json()]).toEqual([504, expect.objectContaining({ type: 'deadline-exceeded' })]);
    await gone.promise;
  });

  it('does not cut an answer that is longer than the deadline', async () => {
    const origin = await serve((_request, response) => { response.write('begin '); void sleep(300).then(() => response.end('end')); });
    const url = await startGateway({ services: { open: origin }, env: { REQUEST_TIMEOUT_MS: '150' } });
    expect(await (await fetch(`${url}/v1/open`)).text()).toBe('begin end');
  });

  it('answers 502 when the service breaks the connection', async () => {
    const url = await startGateway({ services: { open: await serve((request) => { request.socket.destroy(); }) } });
    const response = await fetch(`${url}/v1/open`, { method: 'POST', body: 'text' });
    expect([response.status, await response.json()]).toEqual([502, expect.objectContaining({ type: 'unexpected-response' })]);
  });

  it('asks another instance when one breaks the connection, for what can be sent again', async () => {
    let broken = 0;
    const breaking = await serve((request) => { broken += 1; request.socket.destroy(); });
    const open = { open: [breaking, await serve((_request, response) => { response.end('fine'); })] };
    const url = await startGateway({ services: open });
    for (let call = 0; call < 40; call += 1) expect((await fetch(`${url}/v1/open`)).status).toBe(200);
    expect(broken).toBeGreaterThan(0);

    const posts = await startGateway({ services: open });
    const before = broken;
    const statuses = [];
    for (let call = 0; call < 40; call += 1) statuses.push((await fetch(`${posts}/v1/open`, { method: 'POST', body: 'text' })).status);
    expect(statuses.filter((status) => status === 502)).toHaveLength(broken - before);
    // Three in a row, and the instance is left out; one or two more when its second is over.
    expect(broken - before).toBeGreaterThanOrEqual(3);
    expect(broken - before).toBeLessThan(8);
  });

  it('answers 502 also to a client that is still sending', async () => {
    const url = await startGateway({ services: { open: await serve((request) => { request.once('data', () => { request.socket.destroy(); }); }) } });
    const request = httpRequest(`${url}/v1/open`, { method: 'POST' });
    request.write('begin');
    const [response] = await once(request, 'response') as [IncomingMessage];
    expect(response.statusCode).toBe(502);
    request.destroy();
  });

  it('breaks its own answer when the service breaks off in the middle', async () => {
    const origin = await serve((_request, response) => { response.writeHead(200, { 'content-length': '100' }).write('half'); setTimeout(() => response.destroy(), 20); });
    const response = await fetch(`${await startGateway({ services: { open: origin } })}/v1/open`);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('lets the service know when the client has gone', async () => {
    const arrived = Promise.withResolvers<void>();
    const gone = Promise.withResolvers<void>();
    const origin = await serve((_request, response) => { arrived.resolve(); response.on('close', () => { gone.resolve(); }); });
    const leave = new AbortController();
    const call = fetch(`${await startGateway({ services: { open: origin } })}/v1/open`, { signal: leave.signal }).catch(() => {});
    await arrived.promise;
    leave.abort();
    await call;
    await expect(gone.promise).resolves.toBeUndefined();
  });
});
