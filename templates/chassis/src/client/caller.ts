import { SpanKind, type Span } from '@opentelemetry/api';
import type { RouteContract } from '../contract/contract.ts';
import { deadlineHeader } from '../http/deadline.ts';
import { idempotencyKeyHeader } from '../http/idempotency-key.ts';
import { requestContext } from '../http/request-context.ts';
import { injectTrace } from '../tracing/propagation.ts';
import type { Tracing } from '../tracing/tracing.ts';
import { AttemptFailure, isUnsent, type RawResponse } from './attempt-failure.ts';
import { callKey } from './call-key.ts';
import { ServiceUnavailable, type ClientError } from './client-errors.ts';
import type { TargetMetrics } from './client-metrics.ts';
import { openDeadline, raceSignal, type Deadline } from './deadline.ts';
import type { Guard } from './guard.ts';
import { measuredCall } from './measured-call.ts';
import { callError, declaredAnswer, outcomeOf } from './outcome.ts';
import { requestTarget, type TargetInput } from './request-target.ts';
import type { OutgoingRequest, Transport } from './transport.ts';

export type CallInput = TargetInput & { readonly body?: unknown };

export type CallOptions<Output> = {
  /** Ends the call early, such as the `signal` of the request in hand. */
  readonly signal?: AbortSignal;
  /** Sent as `Idempotency-Key`; makes the call safe to repeat whatever its method. A route that is idempotent by key gets one without asking. */
  readonly idempotencyKey?: string;
  /** What to answer with instead of throwing. */
  readonly fallback?: (error: ClientError) => Output | Promise<Output>;
};

export type CallerParts = {
  readonly target: string;
  readonly guard: Guard;
  readonly transport: Transport;
  readonly metrics: TargetMetrics;
  readonly tracing: Tracing;
  readonly timeoutMs: number;
};

type Answer = ReturnType<typeof declaredAnswer>;
export type Caller = (route: RouteContract, input: CallInput, options: CallOptions<unknown>) => Promise<unknown>;

/** One call: its span, its deadline, its metric, its fallback. */
export const createCaller = (parts: CallerParts): Caller => {
  const call = async (route: RouteContract, input: CallInput, options: CallOptions<unknown>): Promise<Answer> => {
    const attributes = { 'http.request.method': route.method, 'http.route': route.path, 'peer.service': parts.target };
    return parts.tracing.withSpan(`${route.method} ${route.path}`, { kind: SpanKind.CLIENT, attributes }, async (span) => {
      const request = outgoing(parts.target, route, { ...input, ...options });
      const deadline = openDeadline(parts.timeoutMs, options.signal);
      const sending = { request, deadline, idempotent: isIdempotent(route, options), span, sent: false };
      const answer = exchange(parts, sending).finally(deadline.close);
      return declaredAnswer(parts.target, route, await answer.catch((error: unknown) => answerOrThrow(parts.target, route, { error, sent: sending.sent })));
    });
  };
  return (route, input, options) => measuredCall({ metrics: parts.metrics, route: route.path, outcome, fallback: options.fallback }, () => call(route, input, options));
};

const outcome = { of: ({ status }: Answer): string => String(status), ofError: outcomeOf };

type Exchange = { readonly request: OutgoingRequest; readonly deadline: Deadline; readonly idempotent: boolean; readonly span: Span; sent: boolean };

const exchange = async ({ guard, transport }: CallerParts, sending: Exchange): Promise<RawResponse> => {
  const { request, deadline, idempotent, span } = sending;
  // Nothing is sent, and nothing held against the target, when the time was over before.
  deadline.signal.throwIfAborted();
  let avoid: string | undefined;
  const attempt = async (): Promise<RawResponse> => {
    request.headers[deadlineHeader] = String(Math.max(0, deadline.at - Date.now()));
    const response = await transport.send(request, { deadline, avoid }).catch((error: unknown) => {
      if (error instanceof AttemptFailure) avoid = error.instance;
      sending.sent ||= !isUnsent(error);
      throw error;
    });
    span.setAttribute('http.response.status_code', response.status);
    return response;
  };
  // A call that waits for a place in the bulkhead, or between two attempts, ends at its deadline too.
  return raceSignal(guard.run(attempt, { idempotent, deadline }), deadline.signal);
};

/** An answer of 429, or of 500 or more, has counted as a failure; it is still an answer where the contract has it. */
const answerOrThrow = (target: string, route: RouteContract, { error, sent }: { readonly error: unknown; readonly sent: boolean }): RawResponse => {
  if (error instanceof AttemptFailure && error.response !== undefined && error.response.status in route.responses) return error.response;
  const own = callError(target, error);
  if (own instanceof ServiceUnavailable) own.sent = sent;
  throw own;
};

const idempotentMethods: ReadonlySet<string> = new Set(['GET', 'PUT', 'DELETE']);

const isIdempotent = (route: RouteContract, options: CallOptions<unknown>): boolean =>
  options.idempotencyKey !== undefined || (route.idempotent ?? idempotentMethods.has(route.method)) !== false;

const outgoing = (target: string, route: RouteContract, input: CallInput & Pick<CallOptions<unknown>, 'idempotencyKey'>): OutgoingRequest => {
  const context = requestContext();
  const path = requestTarget(route.path, input);
  const body = input.body === undefined ? null : JSON.stringify(input.body);
  const key = input.idempotencyKey ?? callKey({ target, route, path, body });
  const headers: Record<string, string> = { accept: 'application/json, application/problem+json', ...context?.identity };
  if (context !== undefined) headers['x-request-id'] = context.requestId;
  if (key !== undefined) headers[idempotencyKeyHeader] = key;
  if (body !== null) headers['content-type'] = 'application/json';
  injectTrace(headers);
  return { method: route.method, path, headers, body };
};
