/** What the files of Kubernetes and of the meshes must agree on with the chassis; docs/decisions/0016-kubernetes.md tells why. Held together by settings.test.ts. */

/** Port of every service inside its container, under the name that DNS looks for: `_http._tcp.orders`. */
export const httpPort = { name: 'http', number: 3000 } as const;

/** Of the gateway alone: metrics and the reasons of readiness. Open to nobody but those who watch. */
export const adminPort = { name: 'admin', number: 3900 } as const;

/** What every service is told in a cluster. Times in milliseconds. */
export const clusterSettings = {
  DISCOVERY: 'dns',
  DNS_PORT: '3000',
  HEALTH_CHECK_INTERVAL_MS: '2000',
  DRAIN_MS: '10000',
  SHUTDOWN_GRACE_MS: '10000',
  MIGRATIONS: 'apart',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel-collector.observability:4318',
} as const;

/** The namespace of those who watch: the collector of traces, Prometheus. */
export const observability = { namespace: 'observability', otlpPort: 4318 } as const;

/** Drain, requests in hand and closing (25 s), and some room. Seconds. */
export const terminationGrace = 30;

/** Broker, databases and Redis: spoken to as they are, past the sidecar, with their own TLS. */
export const foreignPorts = { broker: [5672, 5671], database: [5432], redis: [6379] } as const;

/** What a mesh does, as the chassis does it without one; times in seconds. Retries are none: the chassis has them. */
export const meshPolicy = { timeout: 10, failures: 3, firstEjection: 1, longestEjection: 60, mostEjected: 50 } as const;
