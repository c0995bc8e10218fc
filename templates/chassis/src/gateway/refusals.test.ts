import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { echo, serve, startGateway } from './gateway.fixture.ts';

/** fetch normalises paths; a request line is sent as it is. */
const rawStatus = async (url: string, path: string): Promise<number> => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
  const [head] = await once(socket, 'data') as [Buffer];
  socket.destroy();
  return Number(head.toString().split(' ')[1]);
};

describe('what the gateway refuses', () => {
  it.each(['//v1/open', '/v1//open', '/v1/open/../admin', '/v1/open/%2e%2E/admin', '/v1/open/.', '/v1/open%2fx', '/v1/open%5cx', '/v1/open\\x', '/v1/open/%00', '/v1/open/%zz'])('refuses the path %s', async (path) => {
    const url = await startGateway({ services: { open: await serve(echo) } });
    expect(await rawStatus(url, path)).toBe(400);
  });

  it('passes on dots and escapes that are none of these', async () => {
    const url = await startGateway({ services: { open: await serve(echo) } });
    for (const path of ['/v1/open/a..b', '/v1/open/.well-known', '/v1/open/%25', '/v1/open?next=//x/../y']) expect(await rawStatus(url, path)).toBe(200);
  });

  it('refuses bodies above the limit, announced or not', async () => {
    const url = await startGateway({ services: { open: await serve(echo) }, bodyLimit: 1_000 });
    const announced = await fetch(`${url}/v1/open`, { method: 'POST', body: 'x'.repeat(2_000) });
    const streamed = await fetch(`${url}/v1/open`, { method: 'POST', body: endless(), duplex: 'half' });
    expect([announced.status, streamed.status]).toEqual([413, 413]);
    expect(await announced.json()).toMatchObject({ type: 'body-too-large' });
  });

  it('limits requests by client, with RateLimit headers and a problem', async () => {
    const url = await startGateway({ services: { open: await serve(echo) }, rateLimit: { max: 2, windowMs: 60_000 } });
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

/** A body without an announced length, of which there is always more. */
const endless = (): ReadableStream<Uint8Array> => new ReadableStream({ pull: (controller) => { controller.enqueue(new Uint8Array(500)); } });
