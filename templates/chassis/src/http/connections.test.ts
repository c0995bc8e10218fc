import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { fastify } from 'fastify';
import { afterEach, expect, it } from 'vitest';
import { eventually } from '../testing/eventually.fixture.ts';
import { trackConnections } from './connections.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => { for (const close of closers.splice(0).reverse()) await close(); });

it('ends each connection with its next answer while draining, also with the one in hand', async () => {
  const app = fastify();
  const connections = trackConnections(app);
  const inHand = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  app.get('/quick', () => 'ok');
  app.get('/slow', async () => { inHand.resolve(); await answer.promise; return 'ok'; });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const agent = new Agent({ keepAlive: true });
  closers.push(() => app.close(), () => { agent.destroy(); });
  const ask = async (path: string): Promise<string | undefined> => {
    const [response] = await once(get(`${url}${path}`, { agent }), 'response') as [IncomingMessage];
    response.resume();
    await once(response, 'end');
    return response.headers.connection;
  };

  expect([await ask('/quick'), connections.open()]).toEqual(['keep-alive', 1]);
  const slow = ask('/slow');
  await inHand.promise;
  connections.drain();
  answer.resolve();
  expect([await slow, await ask('/quick')]).toEqual(['close', 'close']);
  expect(await eventually(() => connections.open() === 0)).toBe(true);
});
