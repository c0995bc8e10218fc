import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

export const responseKey = Symbol('response in hand');

declare module 'node:net' {
  interface Socket {
    [responseKey]?: ServerResponse;
  }
}

/**
 * When the server closes, answers in hand say `connection: close`; else a caller would send its next request on a
 * connection that is about to go, and lose it. Connections are listed rather than requests, as they come and go less often.
 */
export const endConnectionsAtClose = (app: FastifyInstance): void => {
  const open = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => { open.delete(socket); });
  });
  app.addHook('preClose', async () => {
    for (const socket of open) {
      const response = socket[responseKey];
      if (response !== undefined && !response.headersSent) response.shouldKeepAlive = false;
    }
  });
};
