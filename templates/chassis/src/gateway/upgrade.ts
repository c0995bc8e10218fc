import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { stripIdentity } from './identity-headers.ts';

/** The connection of a client that asked for another protocol, and what came on it behind the request. */
export type Upgrade = { readonly socket: Duplex; readonly head: Buffer };

const upgrades = new WeakMap<IncomingMessage, Upgrade>();

/** The connection of a request that asks for a WebSocket. */
export const upgradeOf = (request: IncomingMessage): Upgrade | undefined =>
  request.headers.upgrade?.toLowerCase() === 'websocket' ? upgrades.get(request) : undefined;

/**
 * Sends requests for another protocol through the same routes and hooks as all others: limits, tokens, metrics, log line.
 * A protocol that nobody here speaks is ignored, as HTTP allows: the request is answered as it is.
 */
export const acceptUpgrades = (app: FastifyInstance): void => {
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => { socket.destroy(); });
    stripIdentity(request.headers);
    upgrades.set(request, { socket, head });
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(request.socket);
    // 101 is the beginning of something, any other answer the end.
    response.once('finish', () => { if (response.statusCode !== 101) request.socket.destroySoon(); });
    app.routing(request, response);
  });
};
