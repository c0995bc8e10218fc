import type { ServerResponse } from 'node:http';
import type { Context, Span } from '@opentelemetry/api';
import type { FastifyReply } from 'fastify';
import type { RequestContext } from './request-context.ts';
import type { RouteTelemetry } from './route-telemetry.ts';

/** What can be ended before it is done. */
export interface Abortable {
  /** Made when somebody asks for the signal: most requests never do, and a controller is dear. */
  abort: AbortController | undefined;
  /** Cheaper than a signal, for the one who passes the request on. */
  onAbort: ((reason: Error) => void) | undefined;
  /** Why `abort` was, or would have been, aborted. */
  reason: unknown;
}

/** Everything that lives as long as one request. */
export interface RequestScope extends Abortable {
  readonly context: Context;
  readonly request: RequestContext;
  readonly span: Span;
  readonly telemetry: RouteTelemetry;
  /** Path without the query, which may hold secrets. */
  readonly path: string;
  /** `performance.now()`. */
  readonly startedAt: number;
  /** Milliseconds until the deadline, when the request came. */
  readonly remaining: number;
  timer: NodeJS.Timeout | undefined;
}

export const scopeKey = Symbol('request scope');

declare module 'node:http' {
  interface ServerResponse {
    [scopeKey]?: RequestScope;
  }
}

export const scopeOf = (response: ServerResponse): RequestScope | undefined => response[scopeKey];

export const abortScope = (scope: Abortable, reason: Error): void => {
  scope.reason ??= reason;
  scope.abort?.abort(reason);
  scope.onAbort?.(reason);
};

export const scopeSignal = (scope: Abortable): AbortSignal => {
  if (scope.abort === undefined) {
    scope.abort = new AbortController();
    if (scope.reason !== undefined) scope.abort.abort(scope.reason);
  }
  return scope.abort.signal;
};

/** Aborted at the request's deadline, and when its caller has gone. For raw routes; handlers of contract routes get it as `signal`. */
export const requestSignal = (reply: FastifyReply): AbortSignal => {
  const scope = scopeOf(reply.raw);
  return scope === undefined ? reply.request.signal : scopeSignal(scope);
};

/** Calls back at the request's deadline, and when its caller has gone: with the problem, or with another error. */
export const onRequestAbort = (reply: FastifyReply, callback: (reason: Error) => void): void => {
  const scope = scopeOf(reply.raw);
  if (scope !== undefined) scope.onAbort = callback;
};
