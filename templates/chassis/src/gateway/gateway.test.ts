import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type RequestListener } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SignJWT } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../testing/eventually.fixture.ts';
import { testConfig } from '../testing/test-service.fixture.ts';
import { createGateway, type GatewayOptions, type GatewayRoute } from './gateway.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => { for (const close of closers.splice(0).reverse()) await close(); });

const secret = 'a secret of thirty-two characters';
const routes: readonly GatewayRoute[] = [
  { prefix: '/v1/open', service: 'open', auth: 'public' },
  { prefix: '/v1/orders', service: 'orders', auth: 'jwt' },
  { prefix: '/v1/admin', service: 'orders', auth: 'jwt', scopes: ['admin'] },
  { prefix: '/v1/desk', service: 'orders', auth: 'jwt', roles: ['clerk', 'boss'] },
];

const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => { server.closeAllConnections(); server.close(); });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

type Setup = { readonly services: Readonly<Record<string, string>>; readonly env?: Record<string, string> } & Partial<Omit<GatewayOptions<ReturnType<typeof testConfig>>, 'config'>>;

const start = async ({ services, env = {}, ...options }: Setup): Promise<string> => {
  const list = Object.entries(services).map(([name, url]) => `${name}=${url}`).join(',');
  const config = testConfig({ STATIC_SERVICES: list, JWT_SECRET: secret, ...env });
  const gateway = createGateway({ config, routes, ...options });
  closers.push(gateway.close);
  return (await gateway.start()).url;
};

const echo: RequestListener = (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() }));
  });
};

const token = (claims: Record<string, unknown> = {}, key = secret): Promise<string> =>
  new SignJWT({ exp: Math.floor(Date.now() / 1000) + 60, sub: 'alice', ...claims }).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(key));
const bearer = async (claims?: Record<string, unknown>, key?: string) => ({ headers: { authorization: `Bearer ${await token(claims, key)}` } });

/** fetch normalises paths; a request line is sent as it is. */
const rawStatus = async (url: string, path: string): Promise<number> => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
  const [head] = await once(socket, 'data') as [Buffer];
  socket.destroy();
  return Number(head.toString().split(' ')[1]);
};

describe('passing on', () => {
  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])('passes %s on with path, query and body', async (method) => {
    const url = await start({ services: { open: await serve(echo) } });
    const response = await fetch(`${url}/v1/open/a%20b?x=1&x=2`, { method, ...(method === 'GET' ? {} : { body: 'text' }) });
    expect(await response.json()).toMatchObject({ method, url: '/v1/open/a%20b?x=1&x=2', body: method === 'GET' ? '' : 'text' });
  });

  it('passes HEAD on', async () => {
    const url = await start({ services: { open: await serve((_request, response) => { response.setHeader('x-own', '1'); response.end(); }) } });
    const response = await fetch(`${url}/v1/open`, { method: 'HEAD' });
    expect([response.status, response.headers.get('x-own')]).toEqual([200, '1']);
  });

  it('knows nothing outside of its routes', async () => {
    const url = await start({ services: { open: await serve(echo) } });
    for (const path of ['/v1/openly', '/v1', '/', '/v2/open']) expect((await fetch(`${url}${path}`)).status).toBe(404);
  });

  it('replaces what the client cannot be trusted with, and drops what belongs to the connection', async () => {
    const url = await start({ services: { open: await serve(echo) } });
    const sent = { 'x-identity-sub': 'root', 'x-user-id': '1', 'x-forwarded-for': '6.6.6.6', te: 'trailers', 'x-request-id': 'r-1', 'x-kept': 'yes' };
    const { headers } = await (await fetch(`${url}/v1/open`, { headers: sent })).json() as { headers: Record<string, string> };
    expect(headers).toMatchObject({ 'x-forwarded-for': '127.0.0.1', 'x-request-id': 'r-1', 'x-kept': 'yes', traceparent: expect.stringMatching(/^00-/), 'x-request-deadline-ms': expect.stringMatching(/^\d+$/) });
    for (const name of ['x-identity-sub', 'x-user-id', 'te']) expect(headers).not.toHaveProperty(name);
  });

  it('drops hop-by-hop headers, also those that Connection names, in both directions', async () => {
    const origin = await serve((request, response) => {
      response.writeHead(200, { connection: 'close, x-secret', 'x-secret': '1', 'keep-alive': 'timeout=9', 'x-seen': String(request.headers['x-hop']) }).end();
    });
    const url = await start({ services: { open: origin } });
    const request = httpRequest(`${url}/v1/open`, { headers: { connection: 'close, x-hop', 'x-hop': '1' } }).end();
    const [response] = await once(request, 'response') as [IncomingMessage];
    expect(response.headers).toMatchObject({ 'x-seen': 'undefined' });
    expect(response.headers).not.toHaveProperty('x-secret');
    response.resume();
  });

  it('streams both ways: an echo comes back before the request has ended', async () => {
    const url = await start({ services: { open: await serve((request, response) => { request.pipe(response); }) } });
    const request = httpRequest(`${url}/v1/open`, { method: 'POST' });
    request.write('one');
    const [response] = await once(request, 'response') as [IncomingMessage];
    expect(String((await once(response, 'data'))[0])).toBe('one');
    request.end('two');
    expect(String((await once(response, 'data'))[0])).toBe('two');
  });

  it('keeps several cookies apart, and its own security headers above the service\'s', async () => {
    const origin = await serve((_request, response) => { response.writeHead(200, { 'set-cookie': ['a=1', 'b=2'], 'x-frame-options': 'ALLOWALL' }).end(); });
    const response = await fetch(`${await start({ services: { open: origin } })}/v1/open`);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(response.headers.get('x-frame-options')).toBe('SAMEORIGIN');
  });

  it('goes to another instance when one cannot be reached, with the body', async () => {
    const config = testConfig({ STATIC_SERVICES: `open=http://127.0.0.1:1,open=${await serve(echo)}` });
    const gateway = createGateway({ config, routes: [{ prefix: '/v1/open', service: 'open', auth: 'public' }] });
    closers.push(gateway.close);
    const { url } = await gateway.start();
    for (let call = 0; call < 6; call += 1) expect(await (await fetch(`${url}/v1/open`, { method: 'POST', body: 'text' })).json()).toMatchObject({ body: 'text' });
  });
});

describe('when the service fails', () => {
  it('answers 503 with Retry-After when there is no instance, or none can be reached', async () => {
    const url = await start({ services: { orders: 'http://127.0.0.1:1' } });
    const missing = await fetch(`${url}/v1/open`, { method: 'POST', body: 'text' });
    expect([missing.status, missing.headers.get('retry-after'), missing.headers.get('content-type')]).toEqual([503, '1', 'application/problem+json; charset=utf-8']);
    expect(await missing.json()).toMatchObject({ type: 'service-unavailable', reason: 'no-instance', target: 'open' });
    const shut = await fetch(`${url}/v1/orders`, { method: 'POST', body: 'x'.repeat(100_000), ...(await bearer()) });
    expect([shut.status, (await shut.json() as { reason: string }).reason]).toEqual([503, 'unreachable']);
  });

  it('answers 504 past the deadline and lets the service know', async () => {
    const gone = Promise.withResolvers<void>();
    const origin = await serve((_request, response) => { response.on('close', () => { gone.resolve(); }); });
    const url = await start({ services: { open: origin }, env: { REQUEST_TIMEOUT_MS: '150' } });
    const response = await fetch(`${url}/v1/open`, { method: 'POST', body: 'text' });
    expect([response.status, await response.json()]).toEqual([504, expect.objectContaining({ type: 'deadline-exceeded' })]);
    await gone.promise;
  });

  it('does not cut an answer that is longer than the deadline', async () => {
    const origin = await serve((_request, response) => { response.write('begin '); void sleep(300).then(() => response.end('end')); });
    const url = await start({ services: { open: origin }, env: { REQUEST_TIMEOUT_MS: '150' } });
    expect(await (await fetch(`${url}/v1/open`)).text()).toBe('begin end');
  });

  it('answers 502 when the service breaks the connection', async () => {
    const url = await start({ services: { open: await serve((request) => { request.socket.destroy(); }) } });
    const response = await fetch(`${url}/v1/open`, { method: 'POST', body: 'text' });
    expect([response.status, await response.json()]).toEqual([502, expect.objectContaining({ type: 'unexpected-response' })]);
  });

  it('breaks its own answer when the service breaks off in the middle', async () => {
    const origin = await serve((_request, response) => { response.writeHead(200, { 'content-length': '100' }).write('half'); setTimeout(() => response.destroy(), 20); });
    const response = await fetch(`${await start({ services: { open: origin } })}/v1/open`);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('lets the service know when the client has gone', async () => {
    const arrived = Promise.withResolvers<void>();
    const gone = Promise.withResolvers<void>();
    const origin = await serve((_request, response) => { arrived.resolve(); response.on('close', () => { gone.resolve(); }); });
    const leave = new AbortController();
    const call = fetch(`${await start({ services: { open: origin } })}/v1/open`, { signal: leave.signal }).catch(() => {});
    await arrived.promise;
    leave.abort();
    await call;
    await expect(gone.promise).resolves.toBeUndefined();
  });
});

describe('what is refused', () => {
  it.each(['//v1/open', '/v1//open', '/v1/open/../admin', '/v1/open/%2e%2E/admin', '/v1/open/.', '/v1/open%2fx', '/v1/open%5cx', '/v1/open\\x', '/v1/open/%00', '/v1/open/%zz'])('refuses the path %s', async (path) => {
    const url = await start({ services: { open: await serve(echo) } });
    expect(await rawStatus(url, path)).toBe(400);
  });

  it('passes on dots and escapes that are none of these', async () => {
    const url = await start({ services: { open: await serve(echo) } });
    for (const path of ['/v1/open/a..b', '/v1/open/.well-known', '/v1/open/%25', '/v1/open?next=//x/../y']) expect(await rawStatus(url, path)).toBe(200);
  });

  it('refuses bodies above the limit, announced or not', async () => {
    const url = await start({ services: { open: await serve(echo) }, bodyLimit: 1_000 });
    const announced = await fetch(`${url}/v1/open`, { method: 'POST', body: 'x'.repeat(2_000) });
    const streamed = await fetch(`${url}/v1/open`, { method: 'POST', body: new Blob(['x'.repeat(2_000)]).stream(), duplex: 'half' });
    expect([announced.status, streamed.status]).toEqual([413, 413]);
    expect(await announced.json()).toMatchObject({ type: 'body-too-large' });
  });

  it('limits requests by client, with RateLimit headers and a problem', async () => {
    const url = await start({ services: { open: await serve(echo) }, rateLimit: { max: 2, windowMs: 60_000 } });
    const first = await fetch(`${url}/v1/open`);
    expect([first.headers.get('ratelimit-limit'), first.headers.get('ratelimit-remaining')]).toEqual(['2', '1']);
    await fetch(`${url}/v1/open`);
    const third = await fetch(`${url}/v1/open`);
    expect([third.status, third.headers.get('ratelimit-remaining'), third.headers.get('content-type')]).toEqual([429, '0', 'application/problem+json; charset=utf-8']);
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await third.json()).toMatchObject({ type: 'rate-limited', status: 429 });
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });
});

describe('tokens', () => {
  const open = async (env: Record<string, string> = {}) => start({ services: { orders: await serve(echo) }, env });

  it('tells services who the caller is', async () => {
    const url = await open();
    const { headers } = await (await fetch(`${url}/v1/orders/1`, await bearer({ scope: 'read write', roles: ['clerk'] }))).json() as { headers: Record<string, string> };
    expect(headers).toMatchObject({ 'x-identity-sub': 'alice', 'x-identity-scope': 'read write', 'x-identity-roles': 'clerk' });
  });

  it('answers 401 with a challenge to whoever has no valid token', async () => {
    const url = await open({ JWT_ISSUER: 'us', JWT_AUDIENCE: 'shop' });
    const fine = { iss: 'us', aud: 'shop' };
    const bad = [
      {},
      { headers: { authorization: 'Basic abc' } },
      { headers: { authorization: 'Bearer nonsense' } },
      await bearer({ ...fine, exp: Math.floor(Date.now() / 1000) - 60 }),
      await bearer({ ...fine, exp: undefined }),
      await bearer({ ...fine, iss: 'them' }),
      await bearer({ ...fine, aud: 'other' }),
      await bearer({ ...fine, sub: 'line\nbreak' }),
      await bearer(fine, 'another secret of thirty-two chars'),
      { headers: { authorization: `Bearer ${btoa('{"alg":"none"}').replace(/=/g, '')}.${btoa(JSON.stringify({ ...fine, sub: 'x', exp: 9_999_999_999 })).replace(/=/g, '')}.` } },
    ];
    for (const options of bad) {
      const response = await fetch(`${url}/v1/orders`, options);
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^Bearer error="invalid_token"/)]);
    }
    expect((await fetch(`${url}/v1/orders`, await bearer(fine))).status).toBe(200);
  });

  it('forgets a token when it expires', async () => {
    const url = await open();
    const options = await bearer({ exp: Math.floor(Date.now() / 1000) - 4 });
    expect((await fetch(`${url}/v1/orders`, options)).status).toBe(200);
    await eventually(async () => (await fetch(`${url}/v1/orders`, options)).status === 401);
  });

  it('answers 403 to whoever lacks the scope or the role', async () => {
    const url = await open();
    const status = async (path: string, claims: Record<string, unknown>) => (await fetch(`${url}${path}`, await bearer(claims))).status;
    expect(await status('/v1/admin', { scope: 'read' })).toBe(403);
    expect(await status('/v1/admin', { scope: 'read admin' })).toBe(200);
    expect(await status('/v1/desk', { roles: ['guest'] })).toBe(403);
    expect(await status('/v1/desk', { roles: ['boss'] })).toBe(200);
  });

  it('does not start with routes that want tokens and no key, or with two', () => {
    expect(() => createGateway({ config: testConfig(), routes })).toThrow(/JWT_SECRET: is required/);
    expect(() => createGateway({ config: testConfig({ JWT_SECRET: secret, JWKS_URL: 'http://127.0.0.1/keys' }), routes })).toThrow(/cannot be combined/);
  });
});
