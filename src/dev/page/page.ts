import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { QueueStats } from '../amqp/broker.ts';
import type { PartStatus } from '../infrastructure.ts';
import { readExport } from '../otlp/spans.ts';
import type { Edge, Traces } from '../otlp/traces.ts';
import { LOOPBACK } from '../ports.ts';
import type { Supervisor } from '../supervisor/supervisor.ts';
import type { ServiceStatus } from '../supervisor/managed-service.ts';
import { readAsset } from './assets.ts';
import { UserError } from '../../shared/errors.ts';
import type { Levers } from '../chaos/levers.ts';
import { isLever, pullLever } from './chaos-routes.ts';
import { refusal } from './guard.ts';

/** What `GET /api/system` answers. */
export interface SystemStatus {
  readonly name: string;
  /** Milliseconds from the start of `ms dev` until all services were ready; null until then. */
  readonly readyAfterMs: number | null;
  readonly services: readonly (ServiceStatus & { readonly role: 'gateway' | 'service'; readonly database: boolean })[];
  readonly infrastructure: readonly PartStatus[];
  readonly edges: readonly Edge[];
}

export interface PageSources {
  readonly system: () => SystemStatus;
  readonly supervisor: () => Supervisor | undefined;
  readonly queues: () => readonly QueueStats[];
  readonly traces: Traces;
  readonly levers: Levers;
  /** Without the page only traces are taken in, and `ms chaos` is answered. */
  readonly visible: boolean;
}

export interface Page {
  readonly url: string;
  readonly close: () => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const asJson = (value: unknown, status = 200): Answer => ({ status, type: 'application/json', body: JSON.stringify(value) });
const problem = (status: number, title: string): Answer => ({ status, type: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title, status }) });

const ACTIONS = ['start', 'stop', 'restart'] as const;
type Action = (typeof ACTIONS)[number];
const isAction = (text: string): text is Action => ACTIONS.some((action) => action === text);

const act = async (supervisor: Supervisor | undefined, name: string, action: string): Promise<Answer> => {
  const service = supervisor?.find(name);
  if (service === undefined) return problem(404, `There is no service ${name}.`);
  if (!isAction(action)) return problem(404, `A service can be told to ${ACTIONS.join(', ')}.`);
  await service[action]();
  return asJson(service.status());
};

const get = (path: string, sources: PageSources): Answer => {
  const [, traceId] = /^\/api\/traces\/([\da-f]+)$/u.exec(path) ?? [];
  if (traceId !== undefined) {
    const spans = sources.traces.get(traceId);
    return spans === undefined ? problem(404, `No span of trace ${traceId} has arrived, or it is too long ago.`) : asJson({ traceId, spans });
  }
  if (path === '/api/chaos/services') return asJson({ services: sources.system().services.map(({ name }) => name) });
  if (path === '/api/system') return asJson(sources.system());
  if (path === '/api/traces') return asJson({ traces: sources.traces.list() });
  if (path === '/api/queues') return asJson({ queues: sources.queues() });
  return readAsset(path) ?? problem(404, 'There is nothing here.');
};

const post = async (path: string, request: IncomingMessage, sources: PageSources): Promise<Answer> => {
  const [, name, action] = /^\/api\/services\/([^/]+)\/(\w+)$/u.exec(path) ?? [];
  if (name !== undefined && action !== undefined) return act(sources.supervisor(), name, action);
  if (isLever(path)) return (await pullLever(path, request, sources.levers)) ? asJson({}) : problem(404, 'There is no such lever.');
  if (path !== '/v1/traces') return problem(404, 'There is nothing here.');
  if (request.headers['content-type']?.startsWith('application/json') !== true) return problem(415, 'Traces are taken as OTLP/HTTP JSON.');
  sources.traces.add(readExport(await json(request)));
  return asJson({ partialSuccess: {} });
};

const answer = (request: IncomingMessage, sources: PageSources): Answer | Promise<Answer> => {
  const refused = refusal(request);
  if (refused !== undefined) return problem(403, refused);
  const { pathname } = new URL(request.url ?? '/', 'http://page');
  if (!sources.visible && pathname !== '/v1/traces' && !isLever(pathname)) return problem(404, 'The page is off (--no-page).');
  if (request.method === 'GET') return get(pathname, sources);
  return request.method === 'POST' ? post(pathname, request, sources) : problem(405, 'Only GET and POST are answered.');
};

/** Everything comes from here; nothing may be framed, nothing sent elsewhere. */
const SECURITY = {
  'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;

const send = (response: ServerResponse, { status, type, body }: Answer): void => { response.writeHead(status, { ...SECURITY, 'content-type': type }).end(body); };

const respond = async (request: IncomingMessage, response: ServerResponse, sources: PageSources): Promise<void> => {
  try {
    send(response, await answer(request, sources));
  } catch (error) {
    send(response, problem(error instanceof UserError ? 409 : 400, error instanceof Error ? error.message : String(error)));
  }
};

/** The page of `ms dev`, its JSON, and the collector that services export their spans to. Loopback only. */
export const startPage = async (port: number, sources: PageSources): Promise<Page> => {
  const server = createServer((request, response) => {
    void respond(request, response, sources);
  });
  server.listen({ host: LOOPBACK, port });
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url: `http://${LOOPBACK}:${port}`, close };
};
