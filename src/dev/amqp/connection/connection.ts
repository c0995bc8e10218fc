import type { Socket } from 'node:net';
import { encodeFrame, frameOverhead, FrameType } from '../codec/frames.ts';
import { encodeMethod } from '../codec/method-codec.ts';
import type { SentArguments } from '../codec/method-codec.ts';
import type { MethodName } from '../codec/methods.ts';
import type { Channel, Content } from '../channel/channel.ts';
import type { Vhost } from '../model/vhost.ts';

export interface Connection {
  readonly id: number;
  readonly socket: Socket;
  readonly vhost: Vhost;
  readonly log: (line: string) => void;
  readonly channels: Map<number, Channel>;
  /** What the client has to send next; `closing`: the broker sent connection.close and ignores all but the answer. */
  phase: 'header' | 'start-ok' | 'tune-ok' | 'open' | 'running' | 'closing' | 'closed';
  /** Bytes of a frame that is not complete yet. */
  rest: Buffer;
  user: string;
  frameMax: number;
  channelMax: number;
  hearsCancel: boolean;
  /** Ends the timers that watch the connection. */
  unwatch: () => void;
}

/** What the broker offers. */
export const offered = { channelMax: 2047, frameMax: 131_072, heartbeat: 60 } as const;

/** Bytes a client may leave unread before nothing more is delivered to it. */
const congestedAt = 1024 * 1024;

export const createConnection = (identity: Pick<Connection, 'id' | 'socket' | 'vhost' | 'log'>): Connection => ({
  ...identity,
  channels: new Map(),
  phase: 'header',
  rest: Buffer.alloc(0),
  user: '',
  frameMax: offered.frameMax,
  channelMax: offered.channelMax,
  hearsCancel: false,
  unwatch: () => undefined,
});

export const isCongested = ({ socket }: Connection): boolean => socket.writableLength > congestedAt;

/** All that is written in one turn of the event loop leaves in one system call. */
export const writeTogether = ({ socket }: Connection, parts: readonly Buffer[]): void => {
  if (!socket.writable) return;
  if (socket.writableCorked === 0) {
    socket.cork();
    process.nextTick(() => { socket.uncork(); });
  }
  for (const part of parts) socket.write(part);
};

const methodFrame = <Name extends MethodName>(channel: number, name: Name, args: SentArguments<Name>): Buffer =>
  encodeFrame({ type: FrameType.method, channel, payload: encodeMethod(name, args) });

/** A method of the connection itself, on channel 0. */
export const sendOnConnection = <Name extends MethodName>(connection: Connection, name: Name, args: SentArguments<Name>): void => {
  writeTogether(connection, [methodFrame(0, name, args)]);
};

const headerFrame = (channel: number, { properties, body }: Content): Buffer => {
  const prefix = Buffer.alloc(12);
  prefix.writeUInt16BE(60, 0);
  prefix.writeBigUInt64BE(BigInt(body.length), 4);
  return encodeFrame({ type: FrameType.header, channel, payload: Buffer.concat([prefix, properties]) });
};

const bodyFrames = (channel: number, body: Buffer, frameMax: number): Buffer[] => {
  const size = frameMax - frameOverhead;
  return Array.from({ length: Math.ceil(body.length / size) }, (_, index) =>
    encodeFrame({ type: FrameType.body, channel, payload: body.subarray(index * size, (index + 1) * size) }));
};

type Sending = Pick<Channel, 'send' | 'sendContent'>;

/** How a channel sends. What it still has to say once it is closed goes nowhere. */
export const sendingOf = (connection: Connection, number: number, isLive: () => boolean): Sending => ({
  send: (name, args) => {
    if (isLive()) writeTogether(connection, [methodFrame(number, name, args)]);
  },
  sendContent: (name, args, content) => {
    if (!isLive()) return;
    writeTogether(connection, [methodFrame(number, name, args), headerFrame(number, content), ...bodyFrames(number, content.body, connection.frameMax)]);
  },
});
