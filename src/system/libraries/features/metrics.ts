import type { FeatureLibrary } from '../library.ts';
import { agents } from './tracing.ts';

const modules = /^(?:prom-client|@promster\/[\w-]+|(?:express-)?hot-shots|lynx|appmetrics(?:-[\w-]+)?|nestjs-otel|@pm2\/io|swagger-stats|express-status-monitor|aws-embedded-metrics|@aws-sdk\/client-cloudwatch|@azure\/monitor-opentelemetry-exporter|@opentelemetry\/(?:sdk-metrics\S*|exporter-(?:prometheus|metrics-\S+)|host-metrics)|(?:@[\w-]+\/)?(?:[\w-]+-)?(?:prom|prometheus|statsd|metrics)(?:-[\w-]+)?)$/;

export const metrics: readonly FeatureLibrary[] = [
  ...[agents, modules].map((imported): FeatureLibrary => ({ kind: 'metrics', imported, note: 'counts and measures' })),
  { kind: 'metrics', called: /^@opentelemetry\/api\.metrics\.getMeter(?:Provider)?$/, note: 'counts and measures' },
];

export const metricsPath = /(?:^|\/)(?:metrics|prometheus)(?:\/|$)/i;

/** Annotations by which a pod asks to be scraped. */
export const scraped = /^prometheus\.io\/(?:scrape|port|path)$/;
