import { once } from 'node:events';
import { connect } from 'node:net';
import { WebSocket } from 'undici';
import { describe, expect, it } from 'vitest';
import { eventually } from '../testing/eventually.fixture.ts';
import { bearer } from './bearer.fixture.ts';
import { closers, echo, openGateway, serve } from './gateway.fixture.ts';
import type { GatewayRoute } from './route.ts';
import { serveWebSockets } from './websocket-service.fixture.ts';

const routes: readonly GatewayRoute[] = [
  { prefix: '/v1/live', service: 'live', auth: 'jwt', websocket: true, idleTimeoutMs: 300 },
  { prefix: '/v1/open', service: 'live', auth: 'public' },
];

describe('WebSockets through the gateway', () => {
  const open = async () => {
    const behind = await serveWebSockets();
    const { service, url } = await openGateway({ services: { live: behind.url }, routes });
    return { ...behind, service, origin: url.replace('http', 'ws'), http: url };
  };
  const dial = async (url: string, headers: Record<string, string>): Promise<WebSocket> => {
    const socket = new WebSocket(url, { headers });
    closers.push(() => { socket.close(); });
    await once(socket, 'open');
    return socket;
  };
  const raw = async (url: string, path: string, headers: Record<string, string> = {}): Promise<string> => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    closers.push(() => { socket.destroy(); });
    const lines = Object.entries({ host: 'x', connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
    let text = '';
    socket.on('data', (chunk: Buffer) => { text += chunk.toString(); });
    await once(socket, 'close');
    return text;
  };

  it('passes frames both ways and tells the service who the caller is', async () => {
    const { origin, asked } = await open();
    const { headers } = await bearer();
    const socket = await dial(`${origin}/v1/live/feed?x=1`, { ...headers, 'x-identity-sub': 'root', 'x-user-id': '1' });
    for (const word of ['one', 'two']) {
      socket.send(word);
      const [event] = await once(socket, 'message') as [MessageEvent];
      expect(event.data).toBe(word);
    }
    expect(asked[0]?.url).toBe('/v1/live/feed?x=1');
    expect(asked[0]?.headers).toMatchObject({ 'x-identity-sub': 'alice', traceparent: expect.stringMatching(/^00-/) });
    expect(asked[0]?.headers).not.toHaveProperty('x-user-id');
  });

  it('lets nobody in without a token, and no tricks in the path', async () => {
    const { http, asked } = await open();
    expect(await raw(http, '/v1/live')).toMatch(/^HTTP\/1\.1 401 [^]*www-authenticate: Bearer[^]*application\/problem\+json/i);
    expect(await raw(http, '/v1/open/..//v1/live')).toMatch(/^HTTP\/1\.1 400 /);
    expect(asked).toEqual([]);
  });

  it('answers as usual where a route takes no WebSockets, and where the protocol is another', async () => {
    const { http, asked } = await open();
    expect(await raw(http, '/v1/open')).toMatch(/^HTTP\/1\.1 200 [^]*no upgrade/);
    expect(await raw(http, '/v1/open', { upgrade: 'h2c' })).toMatch(/^HTTP\/1\.1 200 /);
    expect(asked).toEqual([]);
  });

  it('passes a refusal of the service on', async () => {
    const { http } = await open();
    const { headers } = await bearer();
    expect(await raw(http, '/v1/live/refused', headers)).toMatch(/^HTTP\/1\.1 403 [^]*x-why: mood[^]*not me/);
  });

  it('answers 503 when nobody can be reached', async () => {
    const { url } = await openGateway({ services: { live: 'http://127.0.0.1:1' }, routes });
    expect(await raw(url, '/v1/live', (await bearer()).headers)).toMatch(/^HTTP\/1\.1 503 [^]*retry-after: 1[^]*"unreachable"/);
  });

  it('closes what nothing moves on, on both sides, and counts it', async () => {
    const { origin, sockets, service } = await open();
    const socket = await dial(`${origin}/v1/live`, (await bearer()).headers);
    expect(await service.metrics.expose()).toMatch(/gateway_long_lived_open\{[^}]*kind="websocket"[^}]*\} 1/);
    await once(socket, 'close');
    await eventually(() => sockets[0]?.destroyed);
    const metrics = await eventually(async () => { const text = await service.metrics.expose(); return /gateway_long_lived_open\{[^}]*\} 0/.test(text) && text; });
    expect(metrics).toMatch(/http_server_request_duration_seconds_count\{[^}]*route="\/v1\/live",status="101"[^}]*\} 1/);
  });

  it('keeps what moves, beyond the idle time', async () => {
    const { origin } = await open();
    const socket = await dial(`${origin}/v1/live`, (await bearer()).headers);
    for (let tick = 0; tick < 5; tick += 1) {
      await new Promise((resolve) => { setTimeout(resolve, 100); });
      socket.send('tick');
      await once(socket, 'message');
    }
    expect(socket.readyState).toBe(WebSocket.OPEN);
  });

  it('ends them when the gateway closes, without waiting for its grace', async () => {
    const { origin, service } = await open();
    const socket = await dial(`${origin}/v1/live`, (await bearer()).headers);
    const closed = once(socket, 'close');
    await service.close();
    await expect(closed).resolves.toBeDefined();
  });

  it('does not read faster than the other side takes', async () => {
    const { http, sockets } = await open();
    const { headers } = await bearer();
    const client = connect(Number(new URL(http).port), '127.0.0.1');
    closers.push(() => { client.destroy(); });
    client.on('error', () => {});
    client.write(`GET /v1/live HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\nauthorization: ${headers.authorization}\r\n\r\n`);
    await once(client, 'data');
    client.pause();
    const service = sockets[0];
    let taken = 0;
    // Fills what the kernel buffers on the way, and then no more.
    for (let chunk = 0; chunk < 400; chunk += 1) service?.write(Buffer.alloc(256 * 1024), () => { taken += 1; });
    await new Promise((resolve) => { setTimeout(resolve, 250); });
    expect(taken).toBeLessThan(200);
  });

  it('does not disturb ordinary requests', async () => {
    const { url } = await openGateway({ services: { live: await serve(echo) }, routes });
    expect((await fetch(`${url}/v1/live`, await bearer())).status).toBe(200);
  });
});
