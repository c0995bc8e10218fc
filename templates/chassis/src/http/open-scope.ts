import { SpanKind, trace } from '@opentelemetry/api';
import type { Tracer } from '@opentelemetry/api';
import type { FastifyRequest } from 'fastify';
import { extractTrace } from '../tracing/propagation.ts';
import { remainingTime } from './deadline.ts';
import { identityOf } from './identity.ts';
import { withRequestContext } from './request-context.ts';
import type { RequestScope } from './request-scope.ts';
import type { RouteTelemetry } from './route-telemetry.ts';

export interface ScopeParts {
  readonly tracer: Tracer;
  /** Longest time a request may take, in milliseconds. */
  readonly requestTimeout: number;
}

/** Starts the server span, which continues the caller's trace, and the request's clock. */
export const openScope = (request: FastifyRequest, telemetry: RouteTelemetry, parts: ScopeParts): RequestScope => {
  const { headers, url = '/' } = request.raw;
  const path = pathOf(url);
  const parent = extractTrace(headers);
  const attributes = { 'http.request.method': request.method, 'http.route': telemetry.route, 'url.path': path, 'url.scheme': 'http' };
  const span = parts.tracer.startSpan(telemetry.spanName, { kind: SpanKind.SERVER, attributes }, parent);
  const remaining = remainingTime(headers, parts.requestTimeout);
  const own = { requestId: request.id, traceId: span.spanContext().traceId, deadline: Date.now() + remaining, identity: identityOf(headers) };
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
    reason: undefined,
  };
};

const pathOf = (url: string): string => {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
};
