import { setTimeout as delay } from 'node:timers/promises';
import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AlwaysOffSampler, BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler, TracerProvider } from '@opentelemetry/sdk-trace';
import type { ServiceConfig } from '../config/config.ts';
import { inSpan } from './tracing.ts';
import type { Tracing } from './tracing.ts';

export interface TracingSetup {
  readonly service: string;
  readonly version: string;
  readonly instance: string;
  readonly config: Pick<ServiceConfig, 'OTEL_EXPORTER_OTLP_ENDPOINT' | 'OTEL_TRACES_SAMPLER_ARG' | 'OTEL_BSP_SCHEDULE_DELAY'>;
}

/** Enough for a burst between two exports; beyond it spans are dropped rather than memory filled. */
const maxQueueSize = 16_384;
/** A collector that is away must not keep the process. */
const flushTimeout = 2_000;

/**
 * A provider of the service's own, so that two services in one process (a test) tell their spans apart. Without a
 * collector no span is recorded, but trace ids are still made and passed on: logs of one request stay together.
 */
export const createTracing = ({ service, version, instance, config }: TracingSetup): Tracing => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const endpoint = config.OTEL_EXPORTER_OTLP_ENDPOINT;
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.version': version, 'service.instance.id': instance }),
    sampler: endpoint === undefined ? new AlwaysOffSampler() : new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(config.OTEL_TRACES_SAMPLER_ARG) }),
    spanProcessors: endpoint === undefined ? [] : [exportTo(endpoint, config.OTEL_BSP_SCHEDULE_DELAY)],
  });
  const tracer = provider.getTracer('chassis');
  return {
    tracer,
    withSpan: (name, options, work) => inSpan(tracer, { name, ...options }, work),
    close: () => Promise.race([provider.shutdown(), delay(flushTimeout, undefined, { ref: false })]),
  };
};

/** The exporter goes in by name: given as the argument itself, as in older SDKs, every span would be dropped silently. */
const exportTo = (endpoint: string, scheduledDelayMillis: number): BatchSpanProcessor =>
  new BatchSpanProcessor({
    exporter: new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` }),
    scheduledDelayMillis,
    maxQueueSize,
  });
