import type { Socket } from 'node:net';
import { dispatch } from '../model/queue.ts';
import { deleteQueuesOf } from '../model/topology.ts';
import type { Vhost } from '../model/vhost.ts';
import { createConnection } from './connection.ts';
import type { Connection } from './connection.ts';
import { watchDeadline } from './heartbeat.ts';
import { endChannels, receive } from './receive.ts';

/** Bytes that may wait for the disk before publishers are not read any more. */
const backlogLimit = 32 * 1024 * 1024;

/** Back-pressure: a publisher that is faster than the disk waits in its own socket. */
const holdBack = ({ vhost: { store }, socket }: Connection): void => {
  if (store.backlog() < backlogLimit || socket.isPaused()) return;
  socket.pause();
  store.committed(() => { socket.resume(); });
};

const deliverAgain = (connection: Connection): void => {
  for (const channel of connection.channels.values()) for (const { queue } of channel.consumers.values()) dispatch(queue);
};

const ended = (connection: Connection): void => {
  connection.phase = 'closed';
  connection.unwatch();
  endChannels(connection);
  deleteQueuesOf(connection.vhost, connection.id);
};

/** Serves one client until its socket closes; a socket that fails is one that closes. */
export const serve = (identity: { readonly id: number; readonly socket: Socket; readonly vhost: Vhost; readonly log: (line: string) => void }): Connection => {
  const connection = createConnection(identity);
  const { socket } = connection;
  socket.setNoDelay(true);
  socket.on('data', (chunk: Buffer) => {
    receive(connection, chunk);
    holdBack(connection);
  });
  socket.on('drain', () => { deliverAgain(connection); });
  socket.on('error', () => { socket.destroy(); });
  socket.on('close', () => { ended(connection); });
  watchDeadline(connection);
  return connection;
};
