import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { testConfig } from '../testing/test-service.fixture.ts';
import { createGateway, type GatewayOptions, type GatewayRoute } from './gateway.ts';

/** What to close after the test, last first. */
export const closers: (() => unknown)[] = [];
afterEach(async () => { for (const close of closers.splice(0).reverse()) await close(); });

export const secret = 'a secret of thirty-two characters';

export const routes: readonly GatewayRoute[] = [
  { prefix: '/v1/open', service: 'open', auth: 'public' },
  { prefix: '/v1/orders', service: 'orders', auth: 'jwt' },
  { prefix: '/v1/admin', service: 'orders', auth: 'jwt', scopes: ['admin'] },
  { prefix: '/v1/desk', service: 'orders', auth: 'jwt', roles: ['clerk', 'boss'] },
];

/** A service behind the gateway: a real server on loopback. */
export const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => { server.closeAllConnections(); server.close(); });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** Tells in its answer what it was asked. */
export const echo: RequestListener = (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() }));
  });
};

type Setup = Partial<Omit<GatewayOptions<ReturnType<typeof testConfig>>, 'config'>> & {
  /** URLs by service name; several for several instances. */
  readonly services: Readonly<Record<string, string | readonly string[]>>;
  readonly env?: Record<string, string>;
};

/** Starts a gateway. */
export const openGateway = async ({ services, env = {}, ...options }: Setup) => {
  const list = Object.entries(services).flatMap(([name, urls]) => [urls].flat().map((url) => `${name}=${url}`)).join(',');
  const service = createGateway({ config: testConfig({ STATIC_SERVICES: list, JWT_SECRET: secret, ...env }), routes, ...options });
  closers.push(service.close);
  return { service, url: (await service.start()).url };
};

/** Starts a gateway and gives its URL. */
export const startGateway = async (setup: Setup): Promise<string> => (await openGateway(setup)).url;
