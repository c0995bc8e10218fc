import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { deadlineHeader } from '../http/deadline.ts';
import { requestContext } from '../http/request-context.ts';
import { injectTrace } from '../tracing/propagation.ts';

/** RFC 9110, 7.6.1: they belong to one connection and end with it. */
const hopByHop: ReadonlySet<string> = new Set([
  'connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade',
]);

/** Written anew for the next hop, or answered by this one (`expect`). */
const replaced: ReadonlySet<string> = new Set([
  'host', 'expect', 'forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'traceparent', 'tracestate',
]);

type Headers = Record<string, string | string[]>;

/** Headers of a request as the service behind gets them. */
export const requestHeaders = (request: FastifyRequest): Headers => {
  const context = requestContext();
  const headers = endToEnd(request.headers, replaced);
  headers['x-forwarded-for'] = request.ip;
  headers['x-forwarded-proto'] = request.protocol;
  headers['x-forwarded-host'] = request.host;
  headers['x-request-id'] = request.id;
  if (context !== undefined) {
    headers[deadlineHeader] = String(Math.max(0, context.deadline - Date.now()));
    Object.assign(headers, context.identity);
  }
  injectTrace(headers);
  return headers;
};

const none: ReadonlySet<string> = new Set();

/** Headers of an answer as the client gets them. What the gateway itself says (`own`: security; CORS, limits) stands above what the service says. */
export const answerHeaders = (headers: IncomingHttpHeaders, own: OutgoingHttpHeaders, reply: FastifyReply): OutgoingHttpHeaders => {
  const answer: OutgoingHttpHeaders = endToEnd(headers, none);
  return Object.assign(answer, own, reply.getHeaders());
};

const endToEnd = (headers: IncomingHttpHeaders, dropped: ReadonlySet<string>): Headers => {
  const named = headers.connection?.toLowerCase().split(',').map((name) => name.trim()) ?? [];
  const kept: Headers = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined && !hopByHop.has(name) && !dropped.has(name) && !named.includes(name)) kept[name] = value;
  }
  return kept;
};
