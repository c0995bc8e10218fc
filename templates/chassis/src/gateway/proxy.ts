import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { SpanKind } from '@opentelemetry/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { failureOf, isFault, type AttemptFailure } from '../client/attempt-failure.ts';
import { ServiceUnavailable } from '../client/client-errors.ts';
import { callError } from '../client/outcome.ts';
import { mayRepeat } from '../client/repeat.ts';
import type { Instance } from '../discovery/discovery.ts';
import { Problem } from '../http/problem.ts';
import { requestContext } from '../http/request-context.ts';
import { onRequestAbort, requestSignal } from '../http/request-scope.ts';
import type { Tracing } from '../tracing/tracing.ts';
import { isEventStream, keepOpen } from './event-stream.ts';
import { forward } from './forward.ts';
import { answerHeaders, requestHeaders } from './forwarded-headers.ts';
import type { LongLived } from './long-lived.ts';
import { canBeSentAgain, checkAnnouncedLength, hasBody, streamBody } from './request-body.ts';
import type { Upstream } from './upstream.ts';

/** Resolves when the reply is hijacked and answered. Not to the reply: fastify would watch it once more. */
export type ProxyHandler = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
export type ProxyParts = {
  readonly upstream: Upstream;
  readonly tracing: Tracing;
  readonly longLived: LongLived;
  /** What the gateway adds to every answer. */
  readonly ownHeaders: OutgoingHttpHeaders;
  readonly bodyLimit: number;
  readonly idleTimeoutMs: number;
};
type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply };

/** Passes requests on to instances of a service, bodies streaming both ways, nothing kept. */
export const createProxy = (parts: ProxyParts, prefix: string): ProxyHandler => {
  const { target } = parts.upstream;
  const span = { kind: SpanKind.CLIENT, attributes: { 'peer.service': target, 'http.route': prefix } };
  return async (request, reply) => {
    checkAnnouncedLength(request.raw, parts.bodyLimit);
    await parts.tracing.withSpan(`${request.method} ${target}`, span, () => exchange(parts, { request, reply }));
  };
};

/** A second instance is tried when the first was not reached, and for what can be sent again without harm. */
const exchange = async (parts: ProxyParts, { request, reply }: Exchange): Promise<void> => {
  const { upstream } = parts;
  const signal = (): AbortSignal => requestSignal(reply);
  upstream.budget.deposit();
  let avoid: string | undefined;
  for (let attempt = 1; ; attempt += 1) {
    const instance = await upstream.choose({ avoid, signal });
    if (instance === undefined) throw new ServiceUnavailable(upstream.target, 'no-instance');
    try {
      return await pass(parts, instance, { request, reply });
    } catch (error) {
      if (reply.sent) return;
      if (error instanceof Problem && error.status !== 504) throw error;
      const failure = failed(upstream, instance, { error, signal: signal() });
      if (failure.kind === 'cancelled') return void reply.hijack();
      if (attempt === 2 || !repeats(upstream, failure, request)) throw callError(upstream.target, failure);
      upstream.metrics.retried();
      avoid = instance.id;
    }
  }
};

const failed = ({ outliers }: Upstream, instance: Instance, { error, signal }: { readonly error: unknown; readonly signal: AbortSignal }): AttemptFailure => {
  const late = signal.reason instanceof Problem;
  const failure = failureOf(error, instance.id, { deadline: signal, cancelled: late ? undefined : signal });
  if (isFault(failure)) outliers.failed(instance.id);
  return failure;
};

const repeats = ({ budget }: Upstream, failure: AttemptFailure, { raw }: FastifyRequest): boolean =>
  mayRepeat(failure, { idempotent: canBeSentAgain(raw), deadline: { at: requestContext()?.deadline ?? Infinity } }, budget);

const pass = async (parts: ProxyParts, instance: Instance, { request, reply }: Exchange): Promise<void> => {
  const { raw } = request;
  const entry = parts.upstream.pools.of(instance);
  entry.inFlight += 1;
  const { done, abort } = forward(entry.pool, {
    method: request.method,
    path: raw.url ?? '/',
    headers: requestHeaders(request),
    body: hasBody(raw) ? streamBody(raw, parts.bodyLimit) : null,
  }, { response: reply.raw, begin: (status, headers) => { begin(parts, { status, headers, instance, reply, stopReading: () => { abort(new Error('the gateway closes')); } }); } });
  // The deadline bounds the wait for an answer, not the length of a download; a client that has gone wants neither.
  onRequestAbort(reply, (reason) => { if (!reply.sent || !(reason instanceof Problem)) abort(reason); });
  await done.finally(() => { entry.inFlight -= 1; });
};

type Begin = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly instance: Instance; readonly reply: FastifyReply; readonly stopReading: () => void };

const begin = ({ upstream, longLived, ownHeaders, idleTimeoutMs }: ProxyParts, { status, headers, instance, reply, stopReading }: Begin): void => {
  upstream.outliers[status >= 500 ? 'failed' : 'answered'](instance.id);
  reply.hijack();
  const answer = reply.raw.writeHead(status, answerHeaders(headers, ownHeaders, reply));
  if (isEventStream(headers)) keepOpen(answer, { longLived, idleTimeoutMs, stopReading });
};
