import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { FrameType } from '../../../src/dev/amqp/codec/frames.ts';
import { consume, openSession } from './session.ts';
import type { BrokerUrl } from './session.ts';
import { greeting, openRawChannel, openRawClient, rawSocket } from './raw-client.ts';
import type { RawClient } from './raw-client.ts';

const publish = { exchange: '', routingKey: 'nowhere', mandatory: false, immediate: false };

/** Content class 60, weight 0, a body of this many bytes, no properties. */
const header = (size: number): Buffer => {
  const payload = Buffer.alloc(14);
  payload.writeUInt16BE(60, 0);
  payload.writeBigUInt64BE(BigInt(size), 4);
  return payload;
};

const method = FrameType.method;

const mistakes: readonly (readonly [title: string, code: number, make: (client: RawClient) => void])[] = [
  ['a frame without its end octet', 501, ({ socket }) => { socket.write(Buffer.from([1, 0, 1, 0, 0, 0, 4, 0, 20, 0, 20, 0])); }],
  ['a frame above frame_max', 501, ({ socket }) => { socket.write(Buffer.from([3, 0, 1, 0x7f, 0, 0, 0])); }],
  ['a method a broker sends', 503, (client) => { client.send(1, 'queue.purge-ok', { messageCount: 1 }); }],
  ['an exchange type that does not exist', 503, (client) => {
    client.send(1, 'exchange.declare', { exchange: 'test.unknown', type: 'x-none', passive: false, durable: false, autoDelete: false, internal: false, nowait: false, arguments: {} });
  }],
  ['a method on a channel that is not open', 504, (client) => { client.send(9, 'basic.qos', { prefetchSize: 0, prefetchCount: 1, global: false }); }],
  ['opening a channel twice', 504, (client) => { client.send(1, 'channel.open', {}); }],
  ['a content header without a publication', 505, (client) => { client.sendFrame({ type: FrameType.header, channel: 1, payload: header(1) }); }],
  ['a body without a publication', 505, (client) => { client.sendFrame({ type: FrameType.body, channel: 1, payload: Buffer.from('a') }); }],
  ['a method in the place of a content', 505, (client) => {
    client.send(1, 'basic.publish', publish);
    client.send(1, 'basic.qos', { prefetchSize: 0, prefetchCount: 1, global: false });
  }],
  ['immediate publication', 540, (client) => {
    client.send(1, 'basic.publish', { ...publish, immediate: true });
    client.sendFrame({ type: FrameType.header, channel: 1, payload: header(0) });
  }],
  ['a prefetch size', 540, (client) => { client.send(1, 'basic.qos', { prefetchSize: 1000, prefetchCount: 1, global: false }); }],
  ['recover without requeue', 540, (client) => { client.send(1, 'basic.recover', { requeue: false }); }],
  ['stopping the flow', 540, (client) => { client.send(1, 'channel.flow', { active: false }); }],
];

const errors = (url: BrokerUrl): void => {
  test.each(mistakes)('%s closes the connection with %i', async (_, code, make) => {
    const client = await openRawChannel(url());
    make(client);
    expect(await client.receive()).toMatchObject({ name: 'connection.close', args: { replyCode: code } });
    client.send(0, 'connection.close-ok', {});
    expect(await client.receive()).toBeUndefined();
  });

  test('a consumer tag twice closes the connection with 530', async () => {
    const session = await openSession(url());
    const channel = await session.channel();
    const queue = await session.queue('tags');
    const error = once(session.connection, 'error');
    await consume(channel, queue, { consumerTag: 'mine' });
    await expect(consume(channel, queue, { consumerTag: 'mine' })).rejects.toThrow('Channel ended');
    expect(await error).toMatchObject([{ code: 530 }]);
  });
};

const handshakes = (url: BrokerUrl): void => {
  test('another protocol is answered with the right one', async () => {
    const socket = await rawSocket(url());
    socket.write('GET / HTTP/1.1\r\n\r\n');
    const [answer] = await once(socket, 'data') as [Buffer];
    expect(answer.equals(greeting)).toBe(true);
  });

  test('a virtual host that does not exist is refused with 530', async () => {
    const client = await openRawClient(url(), { virtualHost: 'nowhere' });
    expect(await client.receive()).toMatchObject({ name: 'connection.close', args: { replyCode: 530 } });
  });

  test('a frame_max below 4096 is refused', async () => {
    const client = await openRawClient(url(), { frameMax: 100 });
    expect((await client.receive())?.name).not.toBe('connection.open-ok');
  });

  test('a closed channel ignores what was under way, and its number can be used again', async () => {
    const client = await openRawChannel(url());
    const declare = { queue: 'test.not-there', passive: true, durable: false, exclusive: false, autoDelete: false, nowait: false, arguments: {} };
    client.send(1, 'queue.declare', declare);
    client.send(1, 'queue.declare', declare);
    client.sendFrame({ type: method, channel: 1, payload: Buffer.from([0, 60, 0, 10, 0, 0, 0, 0, 0, 1, 0]) });
    expect(await client.receive()).toMatchObject({ name: 'channel.close', args: { replyCode: 404, classId: 50, methodId: 10 } });
    client.send(1, 'channel.close-ok', {});
    client.send(1, 'channel.open', {});
    expect(await client.receive()).toMatchObject({ name: 'channel.open-ok' });
  });

  test('connection.close is answered', async () => {
    const client = await openRawChannel(url());
    client.send(0, 'connection.close', { replyCode: 200, replyText: 'bye', classId: 0, methodId: 0 });
    expect(await client.receive()).toMatchObject({ name: 'connection.close-ok' });
  });
};

export const describeProtocol = (url: BrokerUrl): void => {
  describe('errors of the protocol', () => { errors(url); });
  describe('handshakes', () => { handshakes(url); });
};
