import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

export const responseKey = Symbol('response in hand');

declare module 'node:net' {
  interface Socket {
    [responseKey]?: ServerResponse;
  }
}

export interface Connections {
  readonly open: () => number;
  /** From now on every answer is the last on its connection. */
  readonly drain: () => void;
}

/**
 * While the service drains, answers say `connection: close`; else a caller would send its next request on a connection that
 * is about to go, and lose it. Connections are listed rather than requests, as they come and go less often.
 */
export const trackConnections = (app: FastifyInstance): Connections => {
  const sockets = new Set<Socket>();
  let draining = false;
  app.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => { sockets.delete(socket); });
  });
  const drain = (): void => {
    draining = true;
    for (const socket of sockets) {
      const response = socket[responseKey];
      if (response !== undefined && !response.headersSent) response.shouldKeepAlive = false;
    }
  };
  app.addHook('onRequest', (request, reply, done) => {
    request.raw.socket[responseKey] = reply.raw;
    if (draining) reply.raw.shouldKeepAlive = false;
    done();
  });
  app.addHook('preClose', async () => { drain(); });
  return { open: () => sockets.size, drain };
};
