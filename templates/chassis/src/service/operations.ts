import { fastify } from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { ServiceContract } from '../contract/contract.ts';
import { addHealthRoutes } from '../health/health.ts';
import type { Health } from '../health/health.ts';
import { addDocsRoutes } from '../documents/docs-routes.ts';
import { addMetricsRoute } from '../metrics/metrics-route.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Service } from './service.ts';

export interface OperationsParts {
  readonly health: Health;
  readonly metrics: Metrics;
  readonly contract: ServiceContract;
}

/** Health, metrics and documents: for those who run the system. */
export const addOperations = (app: FastifyInstance, { health, metrics, contract }: OperationsParts): void => {
  addHealthRoutes(app, health);
  addMetricsRoute(app, metrics);
  addDocsRoutes(app, contract);
};

/** The same on a listener of its own, for a service whose routes are public. It closes last, so that the drain can be watched. */
export const listenForOperations = ({ config, log, onStart, onClose }: Pick<Service, 'config' | 'log' | 'onStart' | 'onClose'>, port: number, parts: OperationsParts): void => {
  const app = fastify({ forceCloseConnections: true });
  addOperations(app, parts);
  onStart(async () => {
    const url = await app.listen({ host: config.HOST, port });
    log.info({ url }, 'operations');
  });
  onClose('telemetry', () => app.close());
};
