import type { Feature } from '../model.ts';

/** Packages whose import says that a service does something once and for all. */
export const telling: readonly { readonly kind: Feature['kind']; readonly modules: RegExp; readonly note: string }[] = [
  { kind: 'tracing', modules: /^(?:@opentelemetry\/(?:sdk-node|sdk-trace-node|sdk-trace|auto-instrumentations-node(?:\/register)?|exporter-trace-\S+)|dd-trace(?:\/\w+)*|newrelic|elastic-apm-node(?:\/start)?|jaeger-client|zipkin|@google-cloud\/trace-agent|applicationinsights|@azure\/monitor-opentelemetry|nestjs-otel|opentelemetry-nestjs|@splunk\/otel|@honeycombio\/opentelemetry-node|aws-xray-sdk(?:-core)?|@elysiajs\/opentelemetry)$/, note: 'starts a tracer' },
  { kind: 'health', modules: /^(?:@nestjs\/terminus|@godaddy\/terminus|lightship|grpc-health-check|grpc-js-health-check|@cloudnative\/health(?:-connect)?|fastify-healthcheck|express-actuator|under-pressure|@fastify\/under-pressure)$/, note: 'answers health checks' },
  { kind: 'metrics', modules: /^(?:prom-client|@prometheus-io\/client|express-prom-bundle|@willsoto\/nestjs-prometheus|fastify-metrics|@opentelemetry\/(?:sdk-metrics|exporter-prometheus|exporter-metrics-\S+)|hot-shots|statsd-client|swagger-stats)$/, note: 'counts and measures' },
  { kind: 'shutdown', modules: /^(?:close-with-grace|fastify-graceful-shutdown|@godaddy\/terminus|lightship|http-terminator|stoppable|node-graceful-shutdown)$/, note: 'drains before it ends' },
];

/** Words in a start command that attach a tracer before the program runs. */
export const attachedTracer = /(?:--require|--import|-r)[ =]+\S*(?:opentelemetry|otel|tracing|instrumentation|dd-trace|newrelic|elastic-apm|sentry)\S*/i;

export const healthPath = /(?:^|\/)_?(?:health(?:z|[_-]?checks?)?|live(?:z|ness)?|ready|readyz|readiness|heartbeat)(?:\/|$)/i;
