import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCatalog } from './catalog.ts';
import { createCheckRunner } from './check-runner.ts';
import { readBody, sendError, sendReply, type Route } from './http.ts';
import { createKeyValues } from './key-values.ts';
import { RegistryError } from './registry-error.ts';
import { agentRoutes } from './routes/agent.ts';
import { catalogRoutes } from './routes/catalog.ts';
import { keyValueRoutes } from './routes/key-values.ts';

export interface Registry {
  readonly url: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

const API = '/v1/';

const isMethod = (method: string): method is 'GET' | 'PUT' | 'DELETE' => ['GET', 'PUT', 'DELETE'].includes(method);

const answer = async (routes: readonly Route[], request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://registry');
  if (!pathname.startsWith(API)) throw new RegistryError(404, "Invalid URL path: if attempting to use the HTTP API, ensure the path starts with '/v1/'\n");
  const path = pathname.slice(API.length);
  const route = routes.find((candidate) => candidate.path.test(path));
  if (route === undefined) throw new RegistryError(404, 'Invalid URL path: not a recognized HTTP API endpoint\n');
  const method = request.method ?? '';
  const handle = isMethod(method) ? route.methods[method] : undefined;
  if (handle === undefined) {
    response.setHeader('Allow', ['OPTIONS', ...Object.keys(route.methods)].join(','));
    throw new RegistryError(405, `method ${method} not allowed`);
  }
  const gone = new AbortController();
  response.once('close', () => { gone.abort(); });
  const params = (route.path.exec(path) ?? []).slice(1).map(decodeURIComponent);
  sendReply(response, await handle({ params, query: searchParams, body: await readBody(request), signal: gone.signal }));
};

const report = (response: ServerResponse, error: unknown): void => {
  if (response.headersSent) response.destroy();
  else if (error instanceof RegistryError) sendError(response, error);
  else if (error instanceof URIError) sendError(response, new RegistryError(400, 'Invalid URL path'));
  else sendError(response, new RegistryError(500, error instanceof Error ? error.message : String(error)));
};

/**
 * Consul's HTTP API for development: agent, catalog, health, key-values, checks, blocking queries; one node, in memory.
 * Not there: sessions and locks, ACLs, prepared queries, Connect, several datacenters, the DNS interface.
 */
export const startRegistry = async ({ host = '127.0.0.1', port = 0 }: { readonly host?: string; readonly port?: number } = {}): Promise<Registry> => {
  const catalog = createCatalog();
  const runner = createCheckRunner(catalog);
  const keyValues = createKeyValues(catalog.indexes);
  const routes = [...agentRoutes(catalog, runner), ...catalogRoutes(catalog), ...keyValueRoutes(keyValues, catalog.indexes)];
  const server = createServer((request, response) => {
    answer(routes, request, response).catch((error: unknown) => { report(response, error); });
  });
  server.listen({ host, port });
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    runner.close();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url: `http://${host}:${address.port}`, port: address.port, close };
};
