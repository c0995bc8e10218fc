import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.ts';

export const addMetricsRoute = (app: FastifyInstance, metrics: Metrics): void => {
  app.get('/metrics', { config: { quiet: true } }, async (_request, reply) => {
    reply.type(metrics.contentType);
    return metrics.expose();
  });
};
