import { ROOT_CONTEXT, context, defaultTextMapGetter, defaultTextMapSetter } from '@opentelemetry/api';
import type { Context } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';

/** Headers of a request or of a message. */
export type Carrier = Record<string, unknown>;

const propagator = new W3CTraceContextPropagator();

/** Writes `traceparent` and `tracestate` of the active span into `carrier`. */
export const injectTrace = (carrier: Carrier, from: Context = context.active()): void => {
  propagator.inject(from, carrier, defaultTextMapSetter);
};

/** The sender's context; the root context where the carrier has none. */
export const extractTrace = (carrier: Carrier): Context =>
  carrier['traceparent'] === undefined ? ROOT_CONTEXT : propagator.extract(ROOT_CONTEXT, carrier, defaultTextMapGetter);
