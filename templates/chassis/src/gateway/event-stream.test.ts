import { once } from 'node:events';
import { get, type IncomingMessage, type ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { closers, openGateway, serve } from './gateway.fixture.ts';
import type { GatewayRoute } from './route.ts';

const routes: readonly GatewayRoute[] = [{ prefix: '/v1/feed', service: 'feed', auth: 'public', idleTimeoutMs: 300 }];

describe('event streams through the gateway', () => {
  const open = async (env: Record<string, string> = {}) => {
    const answers: ServerResponse[] = [];
    const gone = Promise.withResolvers<void>();
    const feed = await serve((_request, response) => {
      answers.push(response.writeHead(200, { 'content-type': 'text/event-stream' }));
      response.flushHeaders();
      response.on('close', () => { gone.resolve(); });
    });
    const { service, url } = await openGateway({ services: { feed }, routes, env });
    const listen = async (): Promise<IncomingMessage> => {
      const [response] = await once(get(`${url}/v1/feed`), 'response') as [IncomingMessage];
      response.on('error', () => {});
      return response;
    };
    return { answers, gone: gone.promise, service, listen };
  };

  it('sends the head before the first event, and each event as it comes, beyond the deadline of a request', async () => {
    const { answers, listen } = await open({ REQUEST_TIMEOUT_MS: '150' });
    const stream = await listen();
    expect(stream.headers['content-type']).toBe('text/event-stream');
    for (const event of ['data: 1\n\n', 'data: 2\n\n', 'data: 3\n\n']) {
      await new Promise((resolve) => { setTimeout(resolve, 100); });
      answers[0]?.write(event);
      expect(String((await once(stream, 'data'))[0])).toBe(event);
    }
  });

  it('ends one on which nothing moves, and lets the service know', async () => {
    const { gone, listen } = await open();
    const stream = await listen();
    // It breaks off, which `once` would take for a failure of its own.
    await new Promise((resolve) => { stream.resume().once('close', resolve); });
    await expect(gone).resolves.toBeUndefined();
  });

  it('ends it properly when the gateway closes, and lets the service know', async () => {
    const { answers, gone, service, listen } = await open();
    const stream = await listen();
    answers[0]?.write('data: 1\n\n');
    let text = '';
    stream.on('data', (chunk: Buffer) => { text += chunk.toString(); });
    await once(stream, 'data');
    const ended = once(stream, 'end');
    // Events go on coming while it closes.
    const more = setInterval(() => { answers[0]?.write('data: 1\n\n'); }, 0);
    closers.push(() => { clearInterval(more); });
    await service.close();
    await ended;
    await gone;
    expect([text.replaceAll('data: 1\n\n', ''), stream.complete]).toEqual(['', true]);
  });

  it('lets the service know when the listener leaves, and counts open ones', async () => {
    const { gone, service, listen } = await open();
    const stream = await listen();
    expect(await service.metrics.expose()).toMatch(/gateway_long_lived_open\{[^}]*kind="event-stream"[^}]*\} 1/);
    stream.destroy();
    await gone;
    expect(await service.metrics.expose()).toMatch(/gateway_long_lived_open\{[^}]*kind="event-stream"[^}]*\} 0/);
  });
});
