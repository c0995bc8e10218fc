import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Indexes } from './blocking.ts';
import { parseDuration } from './duration.ts';
import { RegistryError } from './registry-error.ts';

export interface Request {
  /** What the pattern's groups matched, percent-decoded. */
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Buffer;
  readonly signal: AbortSignal;
}

/** Content by its type: JSON, raw bytes, or nothing. */
export type Reply =
  | { readonly json: unknown; readonly status?: number; readonly index?: number }
  | { readonly bytes: Buffer; readonly index?: number }
  | { readonly status?: number; readonly index?: number };

export interface Route {
  readonly methods: Readonly<Partial<Record<'GET' | 'PUT' | 'DELETE', (request: Request) => Reply | Promise<Reply>>>>;
  readonly path: RegExp;
}

const DEFAULT_WAIT_MS = 5 * 60_000;
const LONGEST_WAIT_MS = 10 * 60_000;
const BODY_LIMIT = 1024 * 1024;

const waitOf = (query: URLSearchParams): number => {
  const text = query.get('wait');
  const wait = text === null || text === '' ? DEFAULT_WAIT_MS : parseDuration(text);
  if (wait === undefined) throw new RegistryError(400, 'Invalid wait time');
  return Math.min(wait, LONGEST_WAIT_MS);
};

/** Consul's blocking query: with `?index=` the answer waits until `read()` is beyond it, at most `?wait=`. Returns the index to send. */
export const block = async (indexes: Indexes, { query, signal }: Request, read: () => number): Promise<number> => {
  const text = query.get('index') ?? '';
  const timeoutMs = waitOf(query);
  if (!/^\d*$/u.test(text)) throw new RegistryError(400, 'Invalid index');
  if (Number(text) > 0) await indexes.beyond(read, Number(text), { timeoutMs, signal });
  return read();
};

export const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > BODY_LIMIT) throw new RegistryError(413, `Request body too large, max size: ${BODY_LIMIT} bytes.`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
};

const indexHeaders = (index: number | undefined): Record<string, string> => index === undefined ? {} : {
  'X-Consul-Index': String(index), 'X-Consul-Knownleader': 'true', 'X-Consul-Lastcontact': '0',
  'X-Consul-Effective-Consistency': 'leader', 'X-Consul-Query-Backend': 'blocking-query',
};

export const sendReply = (response: ServerResponse, reply: Reply): void => {
  const headers = { Vary: 'Accept-Encoding', 'X-Consul-Default-Acl-Policy': 'allow', ...indexHeaders(reply.index) };
  if ('json' in reply) {
    response.writeHead(reply.status ?? 200, { ...headers, 'Content-Type': 'application/json' }).end(JSON.stringify(reply.json));
  } else if ('bytes' in reply) {
    response.writeHead(200, { ...headers, 'Content-Type': 'text/plain', 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': 'sandbox' }).end(reply.bytes);
  } else {
    response.writeHead(reply.status ?? 200, { ...headers, 'Content-Length': '0' }).end();
  }
};

export const sendError = (response: ServerResponse, { status, message }: RegistryError, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' }).end(message);
};
