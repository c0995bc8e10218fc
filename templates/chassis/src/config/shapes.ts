import { z } from 'zod';
import { networks } from './networks.ts';
import { staticServices } from './static-services.ts';

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' });
const milliseconds = z.coerce.number('must be a number of milliseconds').int().positive();
const redisUrl = z.url({ protocol: /^rediss?$/, error: 'must be a redis:// or rediss:// URL' });
const port = z.coerce.number('must be a port number').int().min(0).max(65_535);

/** What every service reads. All have defaults that suit one developer's machine. */
export const serviceConfig = {
  /** Address to listen on. */
  HOST: z.string().default('127.0.0.1'),
  /** Port to listen on; 0 takes any free one. */
  PORT: port.default(0),
  /** Port to listen on for gRPC, in a service that serves it; 0 takes any free one. */
  GRPC_PORT: port.default(0),
  /** Whether that port tells what it serves. For development: the package that it takes is not in images. */
  GRPC_REFLECTION: z.stringbool('must be true or false').default(false),
  /** Host under which others reach this instance; default: `HOST`, or the machine's name where `HOST` is 0.0.0.0 or ::. */
  ADVERTISE_HOST: z.string().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  DISCOVERY: z.enum(['consul', 'static', 'dns']).default('static'),
  CONSUL_URL: httpUrl.default('http://127.0.0.1:8500'),
  /** `orders=http://127.0.0.1:3001,inventory=…`; a name that is repeated has several instances; `orders=grpc://…` is where it serves gRPC. */
  STATIC_SERVICES: staticServices.default({}),
  /** Appended to the service's name: `.shop.svc.cluster.local`. */
  DNS_SUFFIX: z.string().default(''),
  /** Port of every service where DNS tells only addresses. */
  DNS_PORT: port.default(3000),
  /** The same for gRPC. */
  DNS_GRPC_PORT: port.default(50_051),
  /** Base URL of the trace collector; without it nothing is exported. */
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  /** Share of new traces that is recorded, 0 to 1. A caller's decision is followed. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number('must be a number from 0 to 1').min(0).max(1).default(1),
  /** Longest time that a finished span waits for its export. */
  OTEL_BSP_SCHEDULE_DELAY: milliseconds.default(1000),
  HEALTH_CHECK_INTERVAL_MS: milliseconds.default(10_000),
  /** Longest time that a request may take, whatever its caller asks for. */
  REQUEST_TIMEOUT_MS: milliseconds.default(10_000),
  /** Longest time that a call of another service may take, retries included. */
  CLIENT_TIMEOUT_MS: milliseconds.default(5_000),
  /** Failures in a row that open the circuit breaker. */
  BREAKER_THRESHOLD: z.coerce.number('must be a number').int().positive().default(5),
  BREAKER_HALF_OPEN_AFTER_MS: milliseconds.default(60_000),
  /** Longest time that a service which has left discovery goes on answering, before it closes its listener. */
  DRAIN_MS: milliseconds.default(2_000),
  /** Longest time that requests in hand get at shutdown. */
  SHUTDOWN_GRACE_MS: milliseconds.default(10_000),
  /** Rules of the feature flags, in place of the service's own `flags.json`: a file that is mounted … */
  FLAGS_FILE: z.string().optional(),
  /** … or a flagd, which is asked by OFREP. */
  FLAGD_URL: httpUrl.optional(),
} as const;

/** What a service with a store reads. No default: the URL holds a secret. */
export const postgresConfig = {
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }),
  /** `at-start`: every instance sees to it that the database is up to date. `apart`: a step before the deployment does (`src/migrate.ts`), and an instance only looks. */
  MIGRATIONS: z.enum(['at-start', 'apart']).default('at-start'),
} as const;

/** What a service on the event bus reads. No default: the URL holds a secret. */
export const busConfig = {
  RABBITMQ_URL: z.url({ protocol: /^amqps?$/, error: 'must be an amqp:// or amqps:// URL' }),
} as const;

/** What a service with a cache reads. */
export const cacheConfig = {
  /** Keeps entries for all instances together; without it each keeps its own, which is for one instance. */
  REDIS_URL: redisUrl.optional(),
} as const;

/** What the gateway reads besides `serviceConfig`. */
export const gatewayConfig = {
  /** Counts rate limits for all gateways together; without it each counts for itself. */
  REDIS_URL: redisUrl.optional(),
  JWT_SECRET: z.string().min(32, 'must have 32 characters or more').optional(),
  JWKS_URL: httpUrl.optional(),
  JWT_ISSUER: z.string().optional(),
  JWT_AUDIENCE: z.string().optional(),
  /** Load balancers in front, as addresses or networks: `10.0.0.0/8,127.0.0.1`. Their `X-Forwarded-For` says who the client is; nobody else's does. */
  TRUST_PROXY: networks.optional(),
  /** Listener of `/metrics`, `/docs/json` and the whole of `/health`, on `HOST`. Not to be reached from outside. Without it they are not served. */
  ADMIN_PORT: port.optional(),
} as const;
