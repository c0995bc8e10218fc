import { IncomingMessage, ServerResponse, type OutgoingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';

/** What helmet says with every answer. It is the same each time, so it is asked once: asked for each request it would be the dearest thing here. */
export const securityHeaders = (): OutgoingHttpHeaders => {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  helmet()(request, response, (error?: unknown) => { if (error !== undefined) throw error as Error; });
  return response.getHeaders();
};

/** For the gateway's own answers; those that are passed on get them when their head is written. */
export const addSecurityHeaders = (app: FastifyInstance, headers: OutgoingHttpHeaders): void => {
  app.addHook('onSend', async (_request, reply) => {
    for (const name in headers) if (!reply.hasHeader(name)) reply.header(name, headers[name]);
  });
};
