import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { booksContract, booksService } from './sample-service.fixture.ts';

describe('start', () => {
  it('runs its hooks in order, then listens', async () => {
    const service = booksService();
    const order: string[] = [];
    service.onStart(async () => {
      await Promise.resolve();
      order.push('first');
    });
    service.onStart(() => { order.push('second'); });
    service.app.addHook('onListen', async () => { order.push('listens'); });
    const { url } = await service.start();
    expect(order).toEqual(['first', 'second', 'listens']);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    await service.close();
  });

  it('does not go on when it is closed meanwhile', async () => {
    const service = booksService();
    const [begun, closed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    service.onStart(async () => {
      begun.resolve();
      await closed.promise;
    });
    service.onStart(() => { throw new Error('the next hook'); });
    const starting = service.start().catch((error: unknown) => error);
    await begun.promise;
    await service.close();
    closed.resolve();
    expect(await starting).toMatchObject({ message: 'The service was closed while it was starting.' });
  });

  it('closes what is open when a hook fails', async () => {
    const service = booksService();
    const closed: string[] = [];
    service.onClose('store', () => { closed.push('store'); });
    service.onStart(() => { throw new Error('no database'); });
    await expect(service.start()).rejects.toThrow('no database');
    expect(closed).toEqual(['store']);
  });
});

describe('close', () => {
  it('runs the stages in order, whatever fails, and once', async () => {
    const service = booksService();
    const order: string[] = [];
    for (const stage of ['telemetry', 'store', 'broker', 'clients', 'consumers'] as const) service.onClose(stage, () => { order.push(stage); });
    service.onClose('consumers', () => { throw new Error('broker is away'); });
    service.app.addHook('onClose', async () => { order.push('ingress'); });
    await service.start();
    await Promise.all([service.close(), service.close()]);
    await service.close();
    expect(order).toEqual(['consumers', 'ingress', 'clients', 'broker', 'store', 'telemetry']);
  });

  it('leaves no listener on the process', async () => {
    const before = process.listenerCount('SIGTERM');
    const service = booksService();
    await service.start();
    expect(process.listenerCount('SIGTERM')).toBe(before + 1);
    await service.close();
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });

  it('cuts off what is still in hand after the grace', async () => {
    const service = booksService({ SHUTDOWN_GRACE_MS: '50' });
    const begun = Promise.withResolvers<void>();
    service.route(booksContract.routes.getBook, () => {
      begun.resolve();
      return new Promise(() => {});
    });
    const { url } = await service.start();
    const call = fetch(`${url}/v1/books/b1`).catch((error: unknown) => error);
    await begun.promise;
    await service.close();
    expect(await call).toBeInstanceOf(TypeError);
  });
});

describe('a service process', () => {
  let child: ChildProcessByStdio<null, Readable, Readable>;
  let lines: AsyncIterator<string>;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  afterEach(() => {
    child.kill('SIGKILL');
    agent.destroy();
  });

  const line = async (): Promise<string> => (await lines.next()).value as string;
  const launch = async (env: NodeJS.ProcessEnv = {}): Promise<string> => {
    child = spawn(process.execPath, [fileURLToPath(new URL('slow-service.fixture.ts', import.meta.url))], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return line();
  };
  const request = async (url: string): Promise<IncomingMessage> => {
    const [response] = (await once(get(url, { agent }), 'response')) as [IncomingMessage];
    return response;
  };

  it('answers on SIGTERM what is in hand, closes in order, refuses others and exits with 0', async () => {
    const url = await launch();
    const inHand = request(`${url}/v1/books/b1`);
    expect(await line()).toBe('in hand');
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await line()).toBe('consumers closed');
    await expect.poll(() => fetch(`${url}/health/live`).catch((error: Error) => (error.cause as { code: string }).code)).toBe('ECONNREFUSED');
    const answer = await inHand;
    expect([answer.statusCode, answer.headers.connection, JSON.parse(await text(answer))]).toEqual([200, 'close', { bookId: 'b1', edition: 1 }]);
    expect(await line()).toBe('store closed');
    expect(await exited).toEqual([0, null]);
  });

  it('answers on SIGTERM what is in hand while it still registers with a Consul that hangs', async () => {
    const hanging = createServer().listen(0, '127.0.0.1');
    await once(hanging, 'listening');
    onTestFinished(() => { hanging.close(); });
    const url = await launch({ CONSUL_URL: `http://127.0.0.1:${(hanging.address() as AddressInfo).port}` });
    const inHand = request(`${url}/v1/books/b1`);
    expect(await line()).toBe('in hand');
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    expect((await inHand).statusCode).toBe(200);
    expect([await line(), await line()]).toEqual(['consumers closed', 'store closed']);
    expect(await exited).toEqual([0, null]);
  });

  it('closes what is open and exits with 0 on SIGTERM while it waits to start', async () => {
    expect(await launch({ START_WAITS: 'yes' })).toBe('waits');
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    expect([await line(), await line()]).toEqual(['consumers closed', 'store closed']);
    expect(await exited).toEqual([0, null]);
  });

  it('closes its parts and exits with 1 after an error that nobody caught', async () => {
    const url = await launch();
    const exited = once(child, 'exit');
    await fetch(`${url}/v1/books`, { method: 'POST', body: '{"title":"t"}', headers: { 'content-type': 'application/json' } });
    expect([await line(), await line()]).toEqual(['consumers closed', 'store closed']);
    expect(await exited).toEqual([1, null]);
  });
});
