import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { echo, serve, startGateway } from './gateway.fixture.ts';

describe('the gateway, passing on', () => {
  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])('passes %s on with path, query and body', async (method) => {
    const url = await startGateway({ services: { open: await serve(echo) } });
    const response = await fetch(`${url}/v1/open/a%20b?x=1&x=2`, { method, ...(method === 'GET' ? {} : { body: 'text' }) });
    expect(await response.json()).toMatchObject({ method, url: '/v1/open/a%20b?x=1&x=2', body: method === 'GET' ? '' : 'text' });
  });

  it('passes HEAD on', async () => {
    const url = await startGateway({ services: { open: await serve((_request, response) => { response.setHeader('x-own', '1'); response.end(); }) } });
    const response = await fetch(`${url}/v1/open`, { method: 'HEAD' });
    expect([response.status, response.headers.get('x-own')]).toEqual([200, '1']);
  });

  it('knows nothing outside of its routes', async () => {
    const url = await startGateway({ services: { open: await serve(echo) } });
    for (const path of ['/v1/openly', '/v1', '/', '/v2/open']) expect((await fetch(`${url}${path}`)).status).toBe(404);
  });

  it('replaces what the client cannot be trusted with, and drops what belongs to the connection', async () => {
    const url = await startGateway({ services: { open: await serve(echo) } });
    const sent = { 'x-identity-sub': 'root', 'x-user-id': '1', 'x-forwarded-for': '6.6.6.6', te: 'trailers', 'x-request-id': 'r-1', 'x-kept': 'yes' };
    const { headers } = await (await fetch(`${url}/v1/open`, { headers: sent })).json() as { headers: Record<string, string> };
    expect(headers).toMatchObject({ 'x-forwarded-for': '127.0.0.1', 'x-request-id': 'r-1', 'x-kept': 'yes', traceparent: expect.stringMatching(/^00-/), 'x-request-deadline-ms': expect.stringMatching(/^\d+$/) });
    for (const name of ['x-identity-sub', 'x-user-id', 'te']) expect(headers).not.toHaveProperty(name);
  });

  it('drops hop-by-hop headers, also those that Connection names, in both directions', async () => {
    const origin = await serve((request, response) => {
      response.writeHead(200, { connection: 'close, x-secret', 'x-secret': '1', 'keep-alive': 'timeout=9', 'x-seen': String(request.headers['x-hop']) }).end();
    });
    const url = await startGateway({ services: { open: origin } });
    const request = httpRequest(`${url}/v1/open`, { headers: { connection: 'close, x-hop', 'x-hop': '1' } }).end();
    const [response] = await once(request, 'response') as [IncomingMessage];
    expect(response.headers).toMatchObject({ 'x-seen': 'undefined' });
    expect(response.headers).not.toHaveProperty('x-secret');
    response.resume();
  });

  it('streams both ways: an echo comes back before the request has ended', async () => {
    const url = await startGateway({ services: { open: await serve((request, response) => { request.pipe(response); }) } });
    const request = httpRequest(`${url}/v1/open`, { method: 'POST' });
    request.write('one');
    const [response] = await once(request, 'response') as [IncomingMessage];
    expect(String((await once(response, 'data'))[0])).toBe('one');
    request.end('two');
    expect(String((await once(response, 'data'))[0])).toBe('two');
  });

  it('keeps several cookies apart, and its own security headers above the service\'s', async () => {
    const origin = await serve((_request, response) => { response.writeHead(200, { 'set-cookie': ['a=1', 'b=2'], 'x-frame-options': 'ALLOWALL' }).end(); });
    const response = await fetch(`${await startGateway({ services: { open: origin } })}/v1/open`);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(response.headers.get('x-frame-options')).toBe('SAMEORIGIN');
  });

  it('goes to another instance when one cannot be reached, with the body', async () => {
    const url = await startGateway({ services: { open: ['http://127.0.0.1:1', await serve(echo)] } });
    for (let call = 0; call < 6; call += 1) expect(await (await fetch(`${url}/v1/open`, { method: 'POST', body: 'text' })).json()).toMatchObject({ body: 'text' });
  });
});
