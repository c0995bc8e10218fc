import type { IncomingHttpHeaders } from 'node:http';
import { SpanKind, trace, type Context, type Span } from '@opentelemetry/api';
import type { Metadata, ServerUnaryCall } from '@grpc/grpc-js';
import type { Service } from '../service/service.ts';
import { idempotencyKeyOf } from '../http/idempotency-key.ts';
import { identityOf } from '../http/identity.ts';
import { withRequestContext, type RequestContext } from '../http/request-context.ts';
import { requestIdOf } from '../http/request-id.ts';
import type { Abortable } from '../http/request-scope.ts';
import { extractTrace } from '../tracing/propagation.ts';
import type { MethodTelemetry } from './method-telemetry.ts';

/** Everything that lives as long as one call that is answered. */
export interface CallScope extends Abortable {
  readonly context: Context;
  readonly request: RequestContext;
  readonly headers: IncomingHttpHeaders;
  readonly span: Span;
  readonly telemetry: MethodTelemetry;
  /** `performance.now()`. */
  readonly startedAt: number;
}

export type ScopeParts = Pick<Service, 'tracing' | 'config'>;

/** Starts the server span, which continues the caller's trace, and the call's clock: what its caller has left, `REQUEST_TIMEOUT_MS` at most. */
export const openCallScope = (call: ServerUnaryCall<object, object>, telemetry: MethodTelemetry, { tracing, config }: ScopeParts): CallScope => {
  const headers = headersOf(call.metadata);
  const parent = extractTrace(headers);
  const span = tracing.tracer.startSpan(telemetry.method, { kind: SpanKind.SERVER }, parent);
  span.setAttribute('rpc.system', 'grpc').setAttribute('rpc.service', telemetry.service).setAttribute('rpc.method', telemetry.name);
  const request: RequestContext = {
    requestId: requestIdOf(headers),
    traceId: span.spanContext().traceId,
    deadline: Math.min(Number(call.getDeadline()), Date.now() + config.REQUEST_TIMEOUT_MS),
    identity: identityOf(headers),
    idempotencyKey: idempotencyKeyOf(headers),
  };
  return {
    context: withRequestContext(trace.setSpan(parent, span), request),
    request, headers, span, telemetry,
    startedAt: performance.now(),
    abort: undefined, onAbort: undefined, reason: undefined,
  };
};

/** Metadata are headers; binary ones (`…-bin`) are bytes, which nobody reads who looks for text. */
const headersOf = (metadata: Metadata): IncomingHttpHeaders => metadata.getMap() as IncomingHttpHeaders;
