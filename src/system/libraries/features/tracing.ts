import { isSet, argument, property } from '../../model/use.ts';
import { textOf } from '../../model/text.ts';
import type { FeatureLibrary } from '../library.ts';

const openTelemetry = /^@opentelemetry\/(?:sdk-node|sdk-trace(?:-base|-node)?|auto-instrumentations-node(?:\/register)?|exporter-(?:trace|zipkin|jaeger)\S*)$/;

/** Agents trace and measure as soon as they are loaded. */
export const agents = /^(?:dd-trace(?:\/.+)?|newrelic|elastic-apm-node(?:\/start(?:-next)?)?|applicationinsights|@azure\/monitor-opentelemetry|@splunk\/otel(?:\/.+)?|@honeycombio\/opentelemetry-node|@instana\/collector|@dynatrace\/.+|@elastic\/opentelemetry-node(?:\/.+)?|@scoutapm\/scout-apm|@appsignal\/(?:nodejs|opentelemetry)|@newrelic\/.+)$/;

const tracers = /^(?:jaeger-client|zipkin(?:-\w+)*|@google-cloud\/(?:trace-agent|opentelemetry-cloud-trace-exporter)|@azure\/monitor-opentelemetry-exporter|nestjs-otel|opentelemetry-nestjs|@amplication\/opentelemetry-nestjs|@metinseylan\/nestjs-opentelemetry|nestjs-ddtrace|@narando\/nest-xray|aws-xray-sdk(?:-\w+)?|@aws-lambda-powertools\/tracer|@elysiajs\/opentelemetry|@vercel\/otel|@fastify\/otel|@hono\/otel|@logfire\/\w+|logfire|lightstep-tracer)$/;

/** A package of the team's own that is not in the tree: `@shop/telemetry`. The API packages of OpenTelemetry start nothing. */
const own = /^(?!@opentelemetry\/)@[\w-]+\/(?:[\w-]+-)?(?:otel|opentelemetry|tracing|tracer|telemetry|apm)(?:\/.+)?$/;

export const tracing: readonly FeatureLibrary[] = [
  ...[openTelemetry, agents, tracers, own].map((imported): FeatureLibrary => ({ kind: 'tracing', imported, note: 'starts a tracer' })),
  {
    kind: 'tracing',
    note: 'samples traces',
    called: /^@sentry\/.*\.init$/,
    /** Sentry traces only when it is told how much. */
    match: (use) => {
      const options = argument(use, 0);
      return ['tracesSampleRate', 'tracesSampler'].some((name) => isSet(use.reducer, options, name) && textOf(property(use.reducer, options, name), []).text !== '0');
    },
  },
];

/** Words in a start command that attach a tracer before the program runs. */
export const attachedTracer = /(?:--require|--import|--loader|--experimental-loader|-r)(?: +|=)\S*(?:opentelemetry|otel|trac(?:ing|er)|instrument|dd-trace|newrelic|elastic-apm|sentry|telemetry|appinsights)\S*/i;

/** Annotations by which an operator of the cluster adds a tracer to a pod. */
export const injectedTracer = /^(?:instrumentation\.opentelemetry\.io\/inject-(?:nodejs|sdk)|admission\.datadoghq\.com\/js-lib\.version|oneagent\.dynatrace\.com\/inject|co\.elastic\.apm\/attach)$/;
