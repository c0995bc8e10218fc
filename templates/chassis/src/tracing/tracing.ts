import { SpanStatusCode, context, trace } from '@opentelemetry/api';
import type { Attributes, Context, Span, SpanKind, Tracer } from '@opentelemetry/api';

export interface SpanOptions {
  readonly kind: SpanKind;
  readonly attributes?: Attributes;
  /** Default: the active context. */
  readonly parent?: Context;
}

export interface Tracing {
  readonly tracer: Tracer;
  /** Runs `work` in a new span, which is active meanwhile and ends with it; a rejection marks it as failed and is passed on. */
  readonly withSpan: <Result>(name: string, options: SpanOptions, work: (span: Span) => Promise<Result>) => Promise<Result>;
  /** Exports what is waiting and stops. */
  readonly close: () => Promise<void>;
}

/** Runs `work` in a span of `tracer`. */
export const inSpan = async <Result>(tracer: Tracer, options: SpanOptions & { readonly name: string }, work: (span: Span) => Promise<Result>): Promise<Result> => {
  const parent = options.parent ?? context.active();
  const span = tracer.startSpan(options.name, { kind: options.kind, attributes: options.attributes ?? {} }, parent);
  try {
    return await context.with(trace.setSpan(parent, span), work, undefined, span);
  } catch (error) {
    failSpan(span, error);
    throw error;
  } finally {
    span.end();
  }
};

export const failSpan = (span: Span, error: unknown): void => {
  span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.message : String(error) });
  if (error instanceof Error) span.setAttribute('error.type', error.name);
};
