import { status as Code, type handleUnaryCall, type ServerUnaryCall } from '@grpc/grpc-js';
import { SpanStatusCode, context } from '@opentelemetry/api';
import { deadlinePassed } from '../http/deadline.ts';
import { Problem } from '../http/problem.ts';
import { abortScope, scopeSignal } from '../http/request-scope.ts';
import type { Service } from '../service/service.ts';
import { openCallScope, type CallScope } from './call-scope.ts';
import { codeName, httpStatusOf } from './codes.ts';
import type { GrpcCall } from './handler.ts';
import type { MethodTelemetry } from './method-telemetry.ts';
import { statusOf } from './problem-metadata.ts';

export type UnaryHandler = (call: GrpcCall<object>) => Promise<object> | object;
export type AnsweringParts = Pick<Service, 'accessLog' | 'config' | 'log' | 'tracing'>;

/** Gives each call its context, span, deadline, metric and log line, and a thrown problem its status. */
export const answerUnary = (handler: UnaryHandler, telemetry: MethodTelemetry, parts: AnsweringParts): handleUnaryCall<object, object> => (call, callback) => {
  const scope = openCallScope(call, telemetry, parts);
  let isOver = false;
  const finish = (code: Code): boolean => {
    if (isOver) return false;
    isOver = true;
    clearTimeout(timer);
    record(scope, code, parts);
    return true;
  };
  const refuse = (problem: Problem): void => {
    const told = statusOf(problem);
    if (finish(told.code)) callback(told);
  };
  const tooLate = (): void => {
    const problem = deadlinePassed();
    abortScope(scope, problem);
    refuse(problem);
  };
  const timer = setTimeout(tooLate, scope.request.deadline - Date.now());
  // At the caller's deadline grpc-js answers by itself and says the same.
  call.on('cancelled', () => {
    abortScope(scope, new Error('The caller has gone'));
    finish(Date.now() < scope.request.deadline ? Code.CANCELLED : Code.DEADLINE_EXCEEDED);
  });
  void context.with(scope.context, async () => {
    try {
      const answer = await handler(handedCall(call, scope, parts));
      if (finish(Code.OK)) callback(null, answer);
    } catch (error) {
      refuse(asProblem(error, parts, isOver));
    }
  });
};

const asProblem = (error: unknown, { log }: AnsweringParts, isOver: boolean): Problem => {
  if (error instanceof Problem) return error;
  if (isOver) log.debug({ err: error }, 'handler failed with nobody left to answer');
  else log.error({ err: error }, 'call failed');
  return new Problem({ status: 500 }, { cause: error });
};

const scopeKey = Symbol('call scope');

/** As that of HTTP handlers: made on demand, on a prototype. */
const lazySignal = {
  get signal(): AbortSignal { return scopeSignal((this as unknown as { readonly [scopeKey]: CallScope })[scopeKey]); },
};

const handedCall = ({ request }: ServerUnaryCall<object, object>, scope: CallScope, { log }: AnsweringParts): GrpcCall<object> => {
  const parts = { __proto__: lazySignal, message: request, headers: scope.headers, log, [scopeKey]: scope };
  return parts as unknown as GrpcCall<object>;
};

const record = ({ request, span, startedAt, telemetry }: CallScope, code: Code, { accessLog }: AnsweringParts): void => {
  const milliseconds = performance.now() - startedAt;
  telemetry.observe(code, milliseconds / 1000);
  span.setAttribute('rpc.grpc.status_code', code);
  if (httpStatusOf(code) >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
  accessLog.info({
    request_id: request.requestId,
    trace_id: request.traceId,
    span_id: span.spanContext().spanId,
    method: 'GRPC',
    route: telemetry.method,
    status: codeName(code),
    duration_ms: Math.round(milliseconds * 1000) / 1000,
  }, 'request');
};
