import { AmqpError } from '../amqp-error.ts';
import { createChannel } from '../channel/channel.ts';
import type { Channel } from '../channel/channel.ts';
import { dispatchMethod, endChannel } from '../channel/dispatch-method.ts';
import { receiveBody, receiveHeader } from '../channel/publish.ts';
import { decodeFrame, FrameType } from '../codec/frames.ts';
import type { Frame } from '../codec/frames.ts';
import { decodeMethod } from '../codec/method-codec.ts';
import type { Method } from '../codec/method-codec.ts';
import { methods } from '../codec/methods.ts';
import type { MethodName } from '../codec/methods.ts';
import { isCongested, sendingOf, sendOnConnection } from './connection.ts';
import type { Connection } from './connection.ts';
import { onConnectionMethod, protocolHeader, sendStart } from './handshake.ts';
import { watchDeadline } from './heartbeat.ts';

/** Takes what came from the socket, whole frames at once and the rest with the next chunk. */
export const receive = (connection: Connection, chunk: Buffer): void => {
  const bytes = connection.rest.length === 0 ? chunk : Buffer.concat([connection.rest, chunk]);
  let offset = 0;
  try {
    if (connection.phase === 'header') offset = receiveProtocolHeader(connection, bytes);
    for (;;) {
      if (isOver(connection)) break;
      const decoded = decodeFrame(bytes, offset, connection.frameMax);
      if (decoded === undefined) break;
      offset = decoded.end;
      receiveFrame(connection, decoded.frame);
    }
  } catch (error) {
    closeConnection(connection, error);
    offset = bytes.length;
  }
  connection.rest = bytes.subarray(offset);
};

const isOver = ({ phase }: Connection): boolean => phase === 'closed' || phase === 'header';

/** Any other greeting is answered with the one that would be right, as the protocol wants. */
const receiveProtocolHeader = (connection: Connection, bytes: Buffer): number => {
  if (protocolHeader.subarray(0, bytes.length).equals(bytes.subarray(0, protocolHeader.length))) {
    if (bytes.length < protocolHeader.length) return 0;
    sendStart(connection);
    return protocolHeader.length;
  }
  connection.phase = 'closed';
  connection.socket.end(protocolHeader);
  return bytes.length;
};

const methodOf = (payload: Buffer): Method => {
  const method = decodeMethod(payload);
  if (method === undefined) throw new AmqpError(503, `method ${payload.readUInt16BE(0)}.${payload.readUInt16BE(2)} is not known`);
  return method;
};

const receiveFrame = (connection: Connection, frame: Frame): void => {
  if (frame.type === FrameType.heartbeat) return;
  const method = frame.type === FrameType.method ? methodOf(frame.payload) : undefined;
  if (connection.phase === 'closing') {
    if (method?.name === 'connection.close-ok') finish(connection);
  } else if (frame.channel === 0) receiveOnConnection(connection, method);
  else receiveOnChannel(connection, frame, method);
};

const finish = (connection: Connection): void => {
  connection.phase = 'closed';
  connection.socket.end();
};

const receiveOnConnection = (connection: Connection, method: Method | undefined): void => {
  if (method === undefined) throw new AmqpError(505, 'content on channel 0');
  if (method.name !== 'connection.close') {
    onConnectionMethod(connection, method);
    return;
  }
  sendOnConnection(connection, 'connection.close-ok', {});
  finish(connection);
};

const receiveOnChannel = (connection: Connection, frame: Frame, method: Method | undefined): void => {
  const channel = connection.channels.get(frame.channel);
  if (channel === undefined) openChannel(connection, frame.channel, method);
  else if (method?.name === 'channel.close' || method?.name === 'channel.close-ok') dropChannel(connection, channel, method.name);
  else if (!channel.closing) onChannelFrame(channel, frame, method);
};

const openChannel = (connection: Connection, number: number, method: Method | undefined): void => {
  if (method?.name !== 'channel.open' || connection.phase !== 'running') throw new AmqpError(504, `expected 'channel.open' on channel ${number}`);
  if (number > connection.channelMax) throw new AmqpError(530, `channel number ${number} is above the negotiated maximum ${connection.channelMax}`);
  const { id, user, vhost, hearsCancel } = connection;
  const isLive = (): boolean => !channel.closing && connection.channels.get(number) === channel;
  const channel: Channel = createChannel({
    number, peer: { id, user, vhost, hearsCancel, congested: () => isCongested(connection) }, ...sendingOf(connection, number, isLive),
  });
  connection.channels.set(number, channel);
  channel.send('channel.open-ok', {});
};

const dropChannel = (connection: Connection, channel: Channel, name: 'channel.close' | 'channel.close-ok'): void => {
  if (name === 'channel.close') {
    if (!channel.closing) endChannel(channel);
    sendingOf(connection, channel.number, () => true).send('channel.close-ok', {});
  }
  connection.channels.delete(channel.number);
};

const onChannelFrame = (channel: Channel, frame: Frame, method: Method | undefined): void => {
  try {
    if (method === undefined) (frame.type === FrameType.header ? receiveHeader : receiveBody)(channel, frame.payload);
    else if (method.name === 'channel.open') throw new AmqpError(504, "second 'channel.open' seen");
    else dispatchMethod(channel, method);
  } catch (error) {
    if (!(error instanceof AmqpError) || !error.closesChannelOnly) throw error;
    closeChannel(channel, error, method?.name ?? 'basic.publish');
  }
};

const closeChannel = (channel: Channel, error: AmqpError, cause: MethodName): void => {
  const [classId, methodId] = methods[cause];
  channel.send('channel.close', { replyCode: error.code, replyText: error.message.slice(0, 200), classId, methodId });
  channel.closing = true;
  endChannel(channel);
};

const asAmqpError = (connection: Connection, error: unknown): AmqpError => {
  if (error instanceof AmqpError) return error;
  if (error instanceof RangeError) return new AmqpError(502, `a frame could not be read: ${error.message}`);
  connection.log(`amqp: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return new AmqpError(541, 'the broker failed on this frame; its log has more');
};

/** Says why, ends everything the connection had, and waits a little for the answer. */
export const closeConnection = (connection: Connection, error: unknown): void => {
  if (connection.phase === 'closing' || connection.phase === 'closed') return;
  const { code, message } = asAmqpError(connection, error);
  sendOnConnection(connection, 'connection.close', { replyCode: code, replyText: message.slice(0, 200), classId: 0, methodId: 0 });
  connection.phase = 'closing';
  endChannels(connection);
  watchDeadline(connection);
};

export const endChannels = (connection: Connection): void => {
  for (const channel of connection.channels.values()) {
    if (!channel.closing) endChannel(channel);
  }
  connection.channels.clear();
};
