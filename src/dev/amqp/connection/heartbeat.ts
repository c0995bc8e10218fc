import { heartbeatFrame } from '../codec/frames.ts';
import { writeTogether } from './connection.ts';
import type { Connection } from './connection.ts';

/** A client that does not finish the handshake, or does not answer connection.close, in this many ms is cut off. */
const patience = 10_000;

/** Cuts the connection off unless another watch follows in time: half-open sockets go. */
export const watchDeadline = (connection: Connection): void => {
  const timer = setTimeout(() => { connection.socket.destroy(); }, patience).unref();
  connection.unwatch();
  connection.unwatch = () => { clearTimeout(timer); };
};

/** `interval` in seconds, 0 for none. Sends a heartbeat each half of it; after two of silence the connection is cut off. */
export const watchHeartbeat = (connection: Connection, interval: number): void => {
  connection.unwatch();
  connection.unwatch = () => undefined;
  if (interval === 0) return;
  let read = connection.socket.bytesRead;
  let silent = 0;
  const timer = setInterval(() => {
    silent = connection.socket.bytesRead === read ? silent + 1 : 0;
    read = connection.socket.bytesRead;
    if (silent > 4) {
      connection.log(`amqp: connection ${connection.id} was silent for two heartbeats of ${interval} s`);
      connection.socket.destroy();
    } else writeTogether(connection, [heartbeatFrame]);
  }, interval * 500).unref();
  connection.unwatch = () => { clearInterval(timer); };
};
