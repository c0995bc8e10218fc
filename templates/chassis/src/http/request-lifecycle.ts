import type { ServerResponse } from 'node:http';
import { SpanStatusCode, context } from '@opentelemetry/api';
import type { Tracer } from '@opentelemetry/api';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { deadlinePassed } from './deadline.ts';
import { openScope } from './open-scope.ts';
import { abortScope, scopeKey, scopeOf } from './request-scope.ts';
import type { RequestScope } from './request-scope.ts';
import { routeTelemetry } from './route-telemetry.ts';
import type { RequestHistogram, RouteTelemetry } from './route-telemetry.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Probes and scrapes: not traced, not logged, not counted, no deadline. */
    quiet?: boolean;
    telemetry?: RouteTelemetry;
    /** Time until the answer begins, in milliseconds. Default: what every request may take. */
    timeoutMs?: number;
  }
}

export interface LifecycleParts {
  readonly tracer: Tracer;
  /** Longest time a request may take, in milliseconds; a route's `timeoutMs` stands above it. */
  readonly requestTimeout: number;
  readonly accessLog: Logger;
  readonly histogram: RequestHistogram;
}

/** Recorded when the caller has gone before its answer. nginx's status, as HTTP has none. */
const clientClosedRequest = 499;

/** Gives each request its context, span, deadline, metric and log line. Add it before any route. */
export const addRequestLifecycle = (app: FastifyInstance, parts: LifecycleParts): void => {
  const unmatched = routeTelemetry(parts.histogram, 'ANY', 'unmatched');
  const onClose = finisher(parts.accessLog);

  app.addHook('onRoute', (route) => {
    if (route.config?.quiet === true) return;
    const method = Array.isArray(route.method) ? route.method.join('|') : route.method;
    route.config = { ...route.config, telemetry: routeTelemetry(parts.histogram, method, route.url) };
  });
  app.addHook('onRequest', (request, reply, done) => {
    const { config } = request.routeOptions;
    if (config?.quiet === true) return done();
    const scope = openScope(request, { telemetry: config?.telemetry ?? unmatched, limit: config?.timeoutMs ?? parts.requestTimeout }, parts.tracer);
    reply.raw[scopeKey] = scope;
    reply.raw.on('close', onClose);
    reply.header('x-request-id', request.id);
    if (scope.remaining === 0) return done(deadlinePassed());
    scope.timer = setTimeout(answerTooLate, scope.remaining, scope, reply);
    return context.with(scope.context, done);
  });
};

const answerTooLate = (scope: RequestScope, reply: FastifyReply): void => {
  const problem = deadlinePassed();
  abortScope(scope, problem);
  if (reply.sent || reply.raw.headersSent) return;
  // Whoever is still sending would go on, and hold the connection.
  if (!reply.request.raw.complete) reply.header('connection', 'close');
  reply.send(problem);
};

/** One listener for all requests: `close` comes for each response, sent or cut off, where `onResponse` may not. */
const finisher = (accessLog: Logger) =>
  function (this: ServerResponse): void {
    const scope = scopeOf(this);
    if (scope === undefined) return;
    clearTimeout(scope.timer);
    const status = this.writableEnded ? this.statusCode : clientClosedRequest;
    if (status === clientClosedRequest) abortScope(scope, new Error('The caller has gone'));
    const milliseconds = performance.now() - scope.startedAt;
    scope.telemetry.observe(status, milliseconds / 1000);
    endSpan(scope, status);
    accessLog.info(accessLine(scope, status, milliseconds), 'request');
  };

const endSpan = ({ span }: RequestScope, status: number): void => {
  span.setAttribute('http.response.status_code', status);
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
};

const accessLine = ({ request, span, telemetry, path }: RequestScope, status: number, milliseconds: number) => ({
  request_id: request.requestId,
  trace_id: request.traceId,
  span_id: span.spanContext().spanId,
  method: telemetry.method,
  route: telemetry.route,
  path,
  status,
  duration_ms: Math.round(milliseconds * 1000) / 1000,
});
