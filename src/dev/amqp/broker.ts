import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { once } from 'node:events';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { AmqpError } from './amqp-error.ts';
import type { Connection } from './connection/connection.ts';
import { closeConnection } from './connection/receive.ts';
import { serve } from './connection/serve.ts';
import { openJournal } from './journal/journal.ts';
import { restoreVhost } from './journal/restore.ts';
import { dispose } from './model/queue.ts';
import { sizeOf } from './model/ready-list.ts';
import { memoryStore } from './model/store.ts';
import { createVhost } from './model/vhost.ts';
import type { Vhost } from './model/vhost.ts';

export interface BrokerOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Where durable queues and persistent messages are kept, for one broker at a time. Without it nothing outlives the broker. */
  readonly directory?: string;
  readonly log?: (line: string) => void;
}

export interface QueueStats {
  readonly name: string;
  readonly durable: boolean;
  /** Messages that wait. */
  readonly ready: number;
  /** Messages that were delivered and are not settled. */
  readonly unacknowledged: number;
  readonly consumers: number;
}

export interface Broker {
  /** `amqp://127.0.0.1:5672` */
  readonly url: string;
  readonly port: number;
  /** By name. */
  readonly queues: () => readonly QueueStats[];
  /** Closes the connections, which tells the clients, and writes what is not written yet. */
  readonly close: () => Promise<void>;
}

const listen = async (server: Server, host: string, port: number): Promise<AddressInfo> => {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') throw error;
    throw new UserError(ExitCode.failed, `The broker cannot listen on ${host}:${port}: the port is in use.`, 'Stop what uses it, or choose another port for the broker.');
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server without an address');
  return address;
};

const statsOf = (vhost: Vhost): QueueStats[] =>
  [...vhost.queues.values()]
    .map(({ name, durable, ready, unacknowledged, consumers }) => ({ name, durable, ready: sizeOf(ready), unacknowledged, consumers: consumers.length }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/** ms that clients have to answer connection.close. */
const farewell = 500;

const closeAll = async (server: Server, connections: ReadonlySet<Connection>): Promise<void> => {
  const closed = new Promise<void>((resolve) => { server.close(() => { resolve(); }); });
  for (const connection of connections) {
    if (connection.phase === 'running') closeConnection(connection, new AmqpError(320, "broker forced connection closure with reason 'shutdown'"));
    else connection.socket.destroy();
  }
  const timer = setTimeout(() => { for (const { socket } of connections) socket.destroy(); }, farewell);
  await closed;
  clearTimeout(timer);
};

const openVhost = async (directory: string | undefined, log: (line: string) => void): Promise<Vhost> => {
  if (directory === undefined) return createVhost(memoryStore);
  const { stored, store } = await openJournal(directory, log);
  return restoreVhost(stored, store);
};

const acceptInto = (connections: Set<Connection>, vhost: Vhost, log: (line: string) => void): Server => {
  let lastId = 0;
  return createServer((socket) => {
    lastId += 1;
    const connection = serve({ id: lastId, socket, vhost, log });
    connections.add(connection);
    socket.once('close', () => { connections.delete(connection); });
  });
};

/**
 * An AMQP 0-9-1 broker for development, in this process. What it lacks compared with RabbitMQ: docs/dev-broker.md.
 * Throws UserError where the port is in use or the journal is of another version.
 */
export const startBroker = async ({ host = '127.0.0.1', port = 0, directory, log = () => undefined }: BrokerOptions = {}): Promise<Broker> => {
  const vhost = await openVhost(directory, log);
  const connections = new Set<Connection>();
  const server = acceptInto(connections, vhost, log);
  const address = await listen(server, host, port).catch(async (error: unknown) => {
    await vhost.store.close();
    throw error;
  });
  return {
    url: `amqp://${host}:${address.port}`,
    port: address.port,
    queues: () => statsOf(vhost),
    close: async () => {
      await closeAll(server, connections);
      for (const queue of vhost.queues.values()) dispose(queue);
      await vhost.store.close();
    },
  };
};
