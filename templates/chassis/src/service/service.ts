import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { ServiceConfig } from '../config/config.ts';
import type { RouteContract, ServiceContract } from '../contract/contract.ts';
import type { Discovery } from '../discovery/discovery.ts';
import type { ReadinessCheck } from '../health/health.ts';
import type { Handler } from '../http/handler.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Stage } from '../shutdown/stages.ts';
import type { Tracing } from '../tracing/tracing.ts';

/** Where a service listens. */
export interface Started {
  /** `http://127.0.0.1:3001` */
  readonly url: string;
  /** `grpc://127.0.0.1:50051`, where it serves gRPC. */
  readonly grpcUrl?: string;
}

/** A service: a value that parts (store, bus, clients, routes) are added to before it is started. */
export interface Service<Config extends ServiceConfig = ServiceConfig> {
  readonly name: string;
  /** Unlike any other running copy's: `orders-3f2a…`. */
  readonly instanceId: string;
  readonly contract: ServiceContract;
  readonly config: Config;
  /** For what a contract cannot say: raw routes, plugins. */
  readonly app: FastifyInstance;
  readonly log: Logger;
  /** For the one line a request, of whatever protocol. */
  readonly accessLog: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly discovery: Discovery;
  /** Answers a route of the contract. */
  readonly route: <Route extends RouteContract>(route: Route, handler: Handler<Route>) => void;
  /** Adds a part that must work before traffic is taken. */
  readonly readiness: (name: string, check: ReadinessCheck) => void;
  /** Whether every such part works and the service is not closing. */
  readonly isReady: () => Promise<boolean>;
  /** Tells the registry, beside the port for HTTP, where gRPC is served. To be called before the service listens: in an `onStart` hook. */
  readonly announceGrpc: (port: number) => void;
  /** Runs before the service listens, in the order of registration. A rejection stops the start. */
  readonly onStart: (hook: () => Promise<void> | void) => void;
  /** Runs at shutdown in its stage; hooks of one stage run side by side. A rejection is logged and stops nothing. */
  readonly onClose: (stage: Stage, hook: () => Promise<void> | void) => void;
  /** Listens, registers in discovery and shuts down on SIGTERM or SIGINT. Rejects when anything of that fails. */
  readonly start: () => Promise<Started>;
  /** The same as SIGTERM, without ending the process. A second call waits for the first. */
  readonly close: () => Promise<void>;
}
