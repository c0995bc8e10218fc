import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { decodeFrame, encodeFrame, FrameType } from '../../../src/dev/amqp/codec/frames.ts';
import type { Frame } from '../../../src/dev/amqp/codec/frames.ts';
import { decodeMethod, encodeMethod } from '../../../src/dev/amqp/codec/method-codec.ts';
import type { Method, SentArguments } from '../../../src/dev/amqp/codec/method-codec.ts';
import type { MethodName } from '../../../src/dev/amqp/codec/methods.ts';

export const greeting = Buffer.from('AMQP\0\0\x09\x01', 'latin1');

/** A client that can also do what no client library does. */
export interface RawClient {
  readonly socket: Socket;
  readonly send: <Name extends MethodName>(channel: number, name: Name, args: SentArguments<Name>) => void;
  readonly sendFrame: (frame: Frame) => void;
  /** The next method of the broker; undefined when it closed the socket instead. */
  readonly receive: () => Promise<Method | undefined>;
}

/** Methods as they come off the socket; heartbeats and contents are passed over. */
async function* methodsOf(socket: Socket): AsyncGenerator<Method> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of socket) {
    rest = Buffer.concat([rest, Buffer.from(chunk)]);
    for (let next = decodeFrame(rest, 0, 2 ** 20); next !== undefined; next = decodeFrame(rest, 0, 2 ** 20)) {
      rest = rest.subarray(next.end);
      const method = next.frame.type === FrameType.method ? decodeMethod(next.frame.payload) : undefined;
      if (method !== undefined) yield method;
    }
  }
}

export const rawSocket = async (url: string): Promise<Socket> => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port || 5672), hostname);
  onTestFinished(() => { socket.destroy(); });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
};

const clientOn = (socket: Socket): RawClient => {
  const methods = methodsOf(socket);
  const sendFrame = (frame: Frame): void => { socket.write(encodeFrame(frame)); };
  return {
    socket,
    sendFrame,
    send: (channel, name, args) => { sendFrame({ type: FrameType.method, channel, payload: encodeMethod(name, args) }); },
    receive: async () => {
      const { value, done } = await methods.next().catch(() => ({ value: undefined, done: true }) as const);
      return done === true ? undefined : value;
    },
  };
};

const credentials = (url: string): string => {
  const { username, password } = new URL(url);
  return `\0${decodeURIComponent(username) || 'guest'}\0${decodeURIComponent(password) || 'guest'}`;
};

/** Greets and goes through the handshake up to an open connection. */
export const openRawClient = async (url: string, { frameMax = 131_072, virtualHost = '/', heartbeat = 0 } = {}): Promise<RawClient> => {
  const client = clientOn(await rawSocket(url));
  client.socket.write(greeting);
  await client.receive();
  client.send(0, 'connection.start-ok', { clientProperties: {}, mechanism: 'PLAIN', response: credentials(url), locale: 'en_US' });
  await client.receive();
  client.send(0, 'connection.tune-ok', { channelMax: 100, frameMax, heartbeat });
  client.send(0, 'connection.open', { virtualHost });
  return client;
};

/** A raw client with channel 1 open. */
export const openRawChannel = async (url: string): Promise<RawClient> => {
  const client = await openRawClient(url);
  await client.receive();
  client.send(1, 'channel.open', {});
  await client.receive();
  return client;
};
