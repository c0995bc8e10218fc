import { randomBytes } from 'node:crypto';
import type { ServiceConfig } from '../config/config.ts';
import type { ServiceContract } from '../contract/contract.ts';
import { createDiscovery } from '../discovery/create-discovery.ts';
import { addHealthRoutes, createHealth } from '../health/health.ts';
import { addRoute } from '../http/add-route.ts';
import { createApp } from '../http/create-app.ts';
import type { AppOptions } from '../http/create-app.ts';
import { createLoggers } from '../logs/logger.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { createShutdown } from '../shutdown/shutdown.ts';
import { createTracing } from '../tracing/create-tracing.ts';
import { createLifetime } from './lifetime.ts';
import { addOperations, listenForOperations } from './operations.ts';
import type { Service } from './service.ts';

export interface ServiceOptions<Config extends ServiceConfig> {
  /** The name under which the service is discovered, traced and logged. */
  readonly name: string;
  readonly contract: ServiceContract;
  readonly config: Config;
  readonly http?: AppOptions;
  /** Where metrics, documents and the reasons of readiness are served: beside the routes (default), on a port of their own, or nowhere. */
  readonly operations?: { readonly port: number } | 'nowhere';
}

/** Puts a service together; nothing listens and nothing is connected before `start()`. */
export const createService = <Config extends ServiceConfig>({ name, contract, config, http = {}, operations }: ServiceOptions<Config>): Service<Config> => {
  const instanceId = `${name}-${randomBytes(6).toString('hex')}`;
  const { log, accessLog } = createLoggers({ service: name, instance: instanceId, level: config.LOG_LEVEL });
  const tracing = createTracing({ service: name, version: contract.version, instance: instanceId, config });
  const metrics = createMetrics(name);
  const histogram = metrics.histogram({ name: 'http_server_request_duration_seconds', help: 'Time from request to answer', labelNames: ['method', 'route', 'status'] });
  const problems = metrics.counter({ name: 'http_server_problems_total', help: 'Answers that are problems (RFC 9457)', labelNames: ['type', 'status'] });
  const countProblem = (type: string, status: number): void => { problems.labels({ type, status }).inc(); };
  const { app, connections } = createApp(log, { tracer: tracing.tracer, accessLog, histogram, countProblem, requestTimeout: config.REQUEST_TIMEOUT_MS }, http);
  const health = createHealth();
  const discovery = createDiscovery(config, log);
  const shutdown = createShutdown(log);
  const lifetime = createLifetime({ name, instanceId, config, app, connections, log, health, discovery, shutdown });

  health.add('discovery', discovery.check);
  shutdown.add('telemetry', tracing.close);

  const service: Service<Config> = {
    name, instanceId, contract, config, app, log, accessLog, metrics, tracing, discovery,
    route: (route, handler) => { addRoute(app, route, handler); },
    readiness: health.add,
    isReady: async () => (await health.readiness()).status === 'ready',
    onClose: shutdown.add,
    ...lifetime,
  };
  const parts = { health, metrics, contract };
  if (operations === undefined) addOperations(app, parts);
  else addHealthRoutes(app, health, 'status only');
  if (typeof operations === 'object') listenForOperations(service, operations.port, parts);
  return service;
};
