import { SpanKind, trace } from '@opentelemetry/api';
import type { Tracer } from '@opentelemetry/api';
import type { FastifyRequest } from 'fastify';
import { extractTrace } from '../tracing/propagation.ts';
import { remainingTime } from './deadline.ts';
import { idempotencyKeyOf } from './idempotency-key.ts';
import { identityOf } from './identity.ts';
import { withRequestContext } from './request-context.ts';
import type { RequestScope } from './request-scope.ts';
import type { RouteTelemetry } from './route-telemetry.ts';

export interface ScopeRoute {
  readonly telemetry: RouteTelemetry;
  /** Longest time that a request of this route may take, in milliseconds. */
  readonly limit: number;
}

/** Starts the server span, which continues the caller's trace, and the request's clock. */
export const openScope = (request: FastifyRequest, { telemetry, limit }: ScopeRoute, tracer: Tracer): RequestScope => {
  const { headers, url = '/' } = request.raw;
  const path = pathOf(url);
  const parent = extractTrace(headers);
  const span = tracer.startSpan(telemetry.spanName, serverSpan, parent);
  span.setAttribute('http.request.method', request.method).setAttribute('http.route', telemetry.route).setAttribute('url.path', path).setAttribute('url.scheme', 'http');
  const remaining = remainingTime(headers, limit);
  const own = { requestId: request.id, traceId: span.spanContext().traceId, deadline: Date.now() + remaining, identity: identityOf(headers), idempotencyKey: idempotencyKeyOf(headers) };
  return {
    context: withRequestContext(trace.setSpan(parent, span), own),
    request: own,
    span,
    telemetry,
    path,
    startedAt: performance.now(),
    remaining,
    timer: undefined,
    abort: undefined,
    onAbort: undefined,
    reason: undefined,
  };
};

/** Attributes come after the start: the SDK checks those that a span is started with twice. */
const serverSpan = { kind: SpanKind.SERVER };

const pathOf = (url: string): string => {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
};
