import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { closers, openGateway, serve } from './gateway.fixture.ts';
import { startGatewayProcess } from './start-gateway-process.fixture.ts';

const openSocket = async (url: string): Promise<Socket> => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).on('error', () => {});
  closers.push(() => { socket.destroy(); });
  await once(socket, 'connect');
  return socket;
};

/** All that comes back until the connection ends. */
const send = async (url: string, bytes: string): Promise<string> => {
  const socket = await openSocket(url);
  socket.write(bytes, 'latin1');
  return text(socket);
};

const open = async (env: Record<string, string> = {}) => {
  const seen: (string | undefined)[] = [];
  const origin = await serve((request, response) => { request.resume().on('end', () => { seen.push(request.url); response.end('fine'); }); });
  return { ...await openGateway({ services: { open: origin }, env }), seen };
};

const head = 'POST /v1/open HTTP/1.1\r\nhost: x\r\n';
const smuggled = 'GET /v1/open/smuggled HTTP/1.1\r\nhost: x\r\n\r\n';

describe('what is no clean HTTP', () => {
  it.each([
    ['two lengths', `${head}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['two lengths, the other way round', `${head}transfer-encoding: chunked\r\ncontent-length: 5\r\n\r\n0\r\n\r\n${smuggled}`],
    ['a length given twice', `${head}content-length: 5\r\ncontent-length: 0\r\n\r\nhello${smuggled}`],
    ['a length that is a list', `${head}content-length: 5, 5\r\n\r\nhello${smuggled}`],
    ['a signed length', `${head}content-length: +5\r\n\r\nhello${smuggled}`],
    ['a coding after chunked', `${head}transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n${smuggled}`],
    ['a coding that looks like chunked', `${head}transfer-encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['a space before the colon', `${head}transfer-encoding : chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['a folded header', `${head}x-folded: a\r\n transfer-encoding: chunked\r\n\r\n${smuggled}`],
    ['a line feed alone', `${head}x: a\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['a carriage return alone', `${head}x: a\rtransfer-encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['a NUL in a header', `${head}x: a\0b\r\n\r\n${smuggled}`],
    ['a chunk size that is none', `${head}transfer-encoding: chunked\r\n\r\nzz\r\n\r\n${smuggled}`],
    ['no host', `POST /v1/open HTTP/1.1\r\n\r\n${smuggled}`],
    ['a method that is none', `SMUGGLE /v1/open HTTP/1.1\r\nhost: x\r\n\r\n${smuggled}`],
  ])('is refused: %s', async (_what, bytes) => {
    const { url, seen, service } = await open();
    expect(await send(url, bytes)).toMatch(/^HTTP\/1\.1 400 [^]*connection: close/i);
    expect(seen.filter((path) => path !== '/v1/open')).toEqual([]);
    expect(await service.metrics.expose()).toMatch(/http_server_problems_total\{[^}]*type="(malformed-request|host-missing)",status="400"[^}]*\} 1/);
    expect((await fetch(`${url}/v1/open`)).status).toBe(200);
  });

  it('is refused when its head is too long', async () => {
    const { url, service } = await open();
    expect(await send(url, `${head}x: ${'y'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 [^]*application\/problem\+json/);
    expect(await service.metrics.expose()).toMatch(/http_server_problems_total\{[^}]*status="431"[^}]*\} 1/);
  });

  it.each(['http://elsewhere/v1/open', 'http://elsewhere//v1/open', '*', 'elsewhere:443'])('is refused or unknown as the target %s', async (target) => {
    const { url, seen } = await open();
    expect(await send(url, `GET ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 40[04] /);
    expect(seen).toEqual([]);
  });
});

describe('clients that are slow', () => {
  it('get 408 when their head does not come, and are counted, while others are served', async () => {
    const { url, service } = await open({ REQUEST_TIMEOUT_MS: '500' });
    const slow = await Promise.all(Array.from({ length: 100 }, () => openSocket(url)));
    for (const socket of slow) socket.write('GET /v1/open HTTP/1.1\r\nhost: x\r\nx-slow: ');
    const drip = setInterval(() => { for (const socket of slow) socket.write('a'); }, 50);
    closers.push(() => { clearInterval(drip); });
    expect((await fetch(`${url}/v1/open`)).status).toBe(200);
    for (const answer of await Promise.all(slow.map((socket) => text(socket)))) expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(await service.metrics.expose()).toMatch(/http_server_problems_total\{[^}]*type="malformed-request",status="408"[^}]*\} 100/);
  });

  it('get 504 when their body does not come, and lose the connection', async () => {
    const { url, seen } = await open({ REQUEST_TIMEOUT_MS: '300' });
    const socket = await openSocket(url);
    socket.write(`${head}content-length: 1000\r\n\r\n`);
    const drip = setInterval(() => { socket.write('a'); }, 50);
    closers.push(() => { clearInterval(drip); });
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 504 [^]*connection: close/i);
    expect(seen).toEqual([]);
  });
});

describe('ten thousand connections', () => {
  // One file descriptor each, here and in the gateway.
  const limit = Number(execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }));
  const count = Math.min(10_000, (Number.isNaN(limit) ? 10_000 : limit) - 500);

  it('are held at once while others are served, in bounded memory', async () => {
    const { url, memory } = await startGatewayProcess(await serve((_request, response) => { response.end('fine'); }), { REQUEST_TIMEOUT_MS: '30000' });
    const before = memory();
    const sockets: Socket[] = [];
    let lost = 0;
    while (sockets.length < count) sockets.push(...await Promise.all(Array.from({ length: Math.min(500, count - sockets.length) }, () => openSocket(url))));
    for (const socket of sockets) socket.on('close', () => { lost += 1; }).resume();
    for (let call = 0; call < 20; call += 1) expect(await (await fetch(`${url}/v1/open`)).text()).toBe('fine');
    expect(lost).toBe(0);
    expect(memory() - before).toBeLessThan(400);
  });
});
