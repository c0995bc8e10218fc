import { Metadata } from '@grpc/grpc-js';
import { SpanKind, type Span } from '@opentelemetry/api';
import { AttemptFailure, isUnsent } from '../client/attempt-failure.ts';
import type { CallOptions, CallerParts as HttpCallerParts } from '../client/caller.ts';
import { ServiceUnavailable } from '../client/client-errors.ts';
import { openDeadline, raceSignal, type Deadline } from '../client/deadline.ts';
import { measuredCall } from '../client/measured-call.ts';
import { callError, outcomeOf } from '../client/outcome.ts';
import { idempotencyKeyHeader } from '../http/idempotency-key.ts';
import { requestContext } from '../http/request-context.ts';
import { injectTrace } from '../tracing/propagation.ts';
import { codeName } from './codes.ts';
import { GrpcRefused } from './grpc-refused.ts';
import type { GrpcTransport, OutgoingCall, TargetAnswer } from './grpc-transport.ts';
import type { GrpcMethod } from './load-contract.ts';

export type GrpcCallerParts = Omit<HttpCallerParts, 'transport'> & { readonly transport: GrpcTransport };
/** Levels of the proto's `idempotency_level` that allow to ask again. */
const safe: ReadonlySet<string> = new Set(['NO_SIDE_EFFECTS', 'IDEMPOTENT']);

export type GrpcCaller = (message: object, options: CallOptions<unknown>) => Promise<unknown>;

/** Calls of one method: each with its span, its deadline, its metric, its fallback. */
export const createGrpcCaller = (parts: GrpcCallerParts, method: GrpcMethod): GrpcCaller => {
  const { target, metrics, tracing, timeoutMs } = parts;
  const route = method.path.slice(1);
  const [service = '', name = ''] = route.split('/');
  const attributes = { 'rpc.system': 'grpc', 'rpc.service': service, 'rpc.method': name, 'peer.service': target };
  const isSafe = safe.has(method.options.idempotency_level);

  const call = (message: object, options: CallOptions<unknown>): Promise<object> =>
    tracing.withSpan(route, { kind: SpanKind.CLIENT, attributes }, async (span) => {
      const deadline = openDeadline(timeoutMs, options.signal);
      const sending: Sending = { call: { method, message, metadata: metadataOf(options) }, deadline, idempotent: isSafe || options.idempotencyKey !== undefined, sent: false };
      const answer = await exchange(parts, sending).catch((error: unknown) => { throw errorOf(target, error, sending.sent); }).finally(deadline.close);
      return messageOf(answer, { target, route, span });
    });
  return (message, options) => measuredCall({ metrics, route, outcome, fallback: options.fallback }, () => call(message, options));
};

const outcome = { of: (): string => 'OK', ofError: (error: unknown): string => (error instanceof GrpcRefused ? codeName(error.code) : outcomeOf(error)) };

type Sending = { readonly call: OutgoingCall; readonly deadline: Deadline; readonly idempotent: boolean; sent: boolean };

const exchange = async ({ guard, transport }: GrpcCallerParts, sending: Sending): Promise<TargetAnswer> => {
  const { call, deadline, idempotent } = sending;
  // Nothing is sent, and nothing held against the target, when the time was over before.
  deadline.signal.throwIfAborted();
  let avoid: string | undefined;
  const attempt = (): Promise<TargetAnswer> => transport.send(call, { deadline, avoid }).catch((error: unknown) => {
    if (error instanceof AttemptFailure) avoid = error.instance;
    sending.sent ||= !isUnsent(error);
    throw error;
  });
  return raceSignal(guard.run(attempt, { idempotent, deadline }), deadline.signal);
};

const errorOf = (target: string, error: unknown, sent: boolean): unknown => {
  const own = callError(target, error);
  if (own instanceof ServiceUnavailable) own.sent = sent;
  return own;
};

const messageOf = (answer: TargetAnswer, { target, route, span }: { readonly target: string; readonly route: string; readonly span: Span }): object => {
  span.setAttribute('rpc.grpc.status_code', 'refusal' in answer ? answer.refusal.code : 0);
  if ('refusal' in answer) throw new GrpcRefused(target, route, answer.refusal);
  return answer.message;
};

/** Trace, request, identity and key of the call, as headers of HTTP say them. The deadline has a header of its own in gRPC. */
const metadataOf = ({ idempotencyKey }: CallOptions<unknown>): Metadata => {
  const context = requestContext();
  const carrier: Record<string, string> = { ...context?.identity };
  if (context !== undefined) carrier['x-request-id'] = context.requestId;
  if (idempotencyKey !== undefined) carrier[idempotencyKeyHeader] = idempotencyKey;
  injectTrace(carrier);
  const metadata = new Metadata();
  for (const name in carrier) metadata.set(name, carrier[name] ?? '');
  return metadata;
};
