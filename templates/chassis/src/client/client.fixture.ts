import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { stockContract } from '../testing/stock.fixture.ts';
import { stubService } from '../testing/stub-service.ts';
import { testService } from '../testing/test-service.fixture.ts';
import { createClient } from './client.ts';
import type { ClientOptions } from './guarded-target.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => { for (const close of closers.splice(0).reverse()) await close(); });

/** A client of the stock service at these URLs. */
export const clientOf = (urls: readonly string[], env: Record<string, string> = {}, options?: ClientOptions) => {
  const service = testService({ STATIC_SERVICES: urls.map((url) => `stock=${url}`).join(','), ...env });
  closers.push(service.close);
  return { client: createClient(service, stockContract, options), service };
};

/** A target that answers as it likes. */
export const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => { server.once('listening', resolve); });
  closers.push(() => { server.closeAllConnections(); server.close(); });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** A target that answers by its contract. */
export const stub = async (handlers: Parameters<typeof stubService<typeof stockContract>>[1]) => {
  const server = await stubService(stockContract, handlers);
  closers.push(server.close);
  return server;
};

export const rejection = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => undefined, (error: unknown) => error);
