import type { Socket } from 'node:net';
import { dispatch } from '../model/queue.ts';
import { deleteQueuesOf } from '../model/topology.ts';
import type { Vhost } from '../model/vhost.ts';
import { createConnection } from './connection.ts';
import type { Connection } from './connection.ts';
import { watchDeadline } from './heartbeat.ts';
import { endChannels, receive } from './receive.ts';

/** Bytes that may wait for the disk, or for one client to read them, before no more of that client is read. */
const backlogLimit = 32 * 1024 * 1024;

/** Back-pressure: who publishes faster than the disk writes, or asks without reading the answers, waits in its own socket. */
const holdBack = ({ vhost: { store }, socket }: Connection): void => {
  if (socket.isPaused()) return;
  const resume = (): void => { socket.resume(); };
  if (store.backlog() > backlogLimit) store.committed(resume);
  else if (socket.writableLength > backlogLimit) socket.once('drain', resume);
  else return;
  socket.pause();
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
