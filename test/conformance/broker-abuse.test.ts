import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import type { Socket } from 'node:net';
import { connect } from 'amqplib';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBroker } from '../../src/dev/amqp/broker.ts';
import type { Broker } from '../../src/dev/amqp/broker.ts';
import { encodeFrame, FrameType } from '../../src/dev/amqp/codec/frames.ts';
import { encodeMethod } from '../../src/dev/amqp/codec/method-codec.ts';
import type { SentArguments } from '../../src/dev/amqp/codec/method-codec.ts';
import type { MethodName } from '../../src/dev/amqp/codec/methods.ts';
import { encodeProperties } from '../../src/dev/amqp/codec/properties.ts';
import { greeting, openRawChannel, openRawClient, rawSocket } from './broker/raw-client.ts';
import { present, text } from './broker/session.ts';

let broker: Broker | undefined;
const url = (): string => broker?.url ?? '';
beforeAll(async () => { broker = await startBroker(); });
afterAll(async () => { await broker?.close(); });

/** What the broker gives back to a publisher: whether it still serves is all that counts after what was done to it. */
const echo = async (): Promise<string> => {
  const connection = await connect(url());
  const channel = await connection.createConfirmChannel();
  const { queue } = await channel.assertQueue('', { exclusive: true });
  channel.sendToQueue(queue, Buffer.from('alive'));
  await channel.waitForConfirms();
  const message = present(await channel.get(queue, { noAck: true }));
  await connection.close();
  return text(message);
};

const frame = <Name extends MethodName>(channel: number, name: Name, args: SentArguments<Name>): Buffer =>
  encodeFrame({ type: FrameType.method, channel, payload: encodeMethod(name, args) });

const contentHeader = (size: number): Buffer => {
  const prefix = Buffer.alloc(12);
  prefix.writeUInt16BE(60, 0);
  prefix.writeBigUInt64BE(BigInt(size), 4);
  return encodeFrame({ type: FrameType.header, channel: 1, payload: Buffer.concat([prefix, encodeProperties({ deliveryMode: 2, headers: { a: [1, { b: 'c' }] }, expiration: '1000' })]) });
};

/** A well-behaved session from greeting to delivery, as one piece. */
const wholeSession = Buffer.concat([
  greeting,
  frame(0, 'connection.start-ok', { clientProperties: { capabilities: { consumer_cancel_notify: true } }, mechanism: 'PLAIN', response: '\0guest\0guest', locale: 'en_US' }),
  frame(0, 'connection.tune-ok', { channelMax: 10, frameMax: 131_072, heartbeat: 0 }),
  frame(0, 'connection.open', { virtualHost: '/' }),
  frame(1, 'channel.open', {}),
  frame(1, 'confirm.select', { nowait: false }),
  frame(1, 'exchange.declare', { exchange: 'fuzz', type: 'headers', passive: false, durable: false, autoDelete: true, internal: false, nowait: false, arguments: {} }),
  frame(1, 'queue.declare', { queue: 'fuzz', passive: false, durable: true, exclusive: true, autoDelete: false, nowait: false, arguments: { 'x-message-ttl': 100, 'x-dead-letter-exchange': 'fuzz' } }),
  frame(1, 'queue.bind', { queue: '', exchange: 'fuzz', routingKey: '', nowait: false, arguments: { 'x-match': 'any', a: 1 } }),
  frame(1, 'basic.consume', { queue: 'fuzz', consumerTag: 't', noLocal: false, noAck: false, exclusive: false, nowait: false, arguments: {} }),
  frame(1, 'basic.publish', { exchange: '', routingKey: 'fuzz', mandatory: true, immediate: false }),
  contentHeader(4),
  encodeFrame({ type: FrameType.body, channel: 1, payload: Buffer.from('body') }),
  frame(1, 'basic.nack', { deliveryTag: 1, multiple: true, requeue: true }),
  frame(1, 'channel.close', { replyCode: 200, replyText: '', classId: 0, methodId: 0 }),
]);

/** Sends all, reads whatever comes, and lets go when the broker closes or has had its turn. */
const abuse = async (bytes: Uint8Array, target = url()): Promise<void> => {
  const socket = await plainSocket(target);
  socket.resume();
  socket.end(bytes);
  await once(socket, 'close');
};

const plainSocket = async (target: string): Promise<Socket> => {
  const socket = connectSocket(Number(new URL(target).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
};

describe('bytes that are no AMQP', () => {
  test('garbage from the first byte on', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => abuse(bytes)), { numRuns: 150 });
    expect(await echo()).toBe('alive');
  });

  test('garbage after a right greeting', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), (bytes) => abuse(Buffer.concat([greeting, bytes]))), { numRuns: 150 });
    expect(await echo()).toBe('alive');
  });

  test('a session with some bytes changed', async () => {
    const changes = fc.array(fc.tuple(fc.nat(wholeSession.length - greeting.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 });
    await fc.assert(fc.asyncProperty(changes, async (places) => {
      const bytes = Buffer.from(wholeSession);
      for (const [place, value] of places) bytes.writeUInt8(value, greeting.length + place);
      await abuse(bytes);
    }), { numRuns: 400 });
    expect(await echo()).toBe('alive');
  });

  test('a session cut anywhere', async () => {
    await fc.assert(fc.asyncProperty(fc.nat(wholeSession.length), (end) => abuse(wholeSession.subarray(0, end))), { numRuns: 150 });
    expect(await echo()).toBe('alive');
  });

  test('a session that comes byte by byte', async () => {
    const socket = await plainSocket(url());
    socket.resume();
    for (const byte of wholeSession) if (!socket.write(Uint8Array.of(byte))) await once(socket, 'drain');
    socket.end();
    await once(socket, 'close');
    expect(await echo()).toBe('alive');
  });

  test('a table nested ten thousand deep closes the connection, not the broker', async () => {
    const client = await openRawChannel(url());
    const nested = Buffer.concat(Array.from({ length: 10_000 }, () => Buffer.from([1, 97, 70, 0, 0, 0xff, 0xff])));
    const declare = Buffer.from([0, 50, 0, 10, 0, 0, 1, 113, 0, 0, 0, 0xff, 0xff]);
    client.sendFrame({ type: FrameType.method, channel: 1, payload: Buffer.concat([declare, nested]) });
    expect(await client.receive()).toMatchObject({ name: 'connection.close', args: { replyCode: 502 } });
    expect(await echo()).toBe('alive');
  });

  test('a message whose headers are no table dies alone', async () => {
    const publisher = await connect(url());
    const channel = await publisher.createChannel();
    await channel.assertQueue('dead', { exclusive: true });
    await channel.assertQueue('short-lived', { exclusive: true, messageTtl: 1, deadLetterExchange: '', deadLetterRoutingKey: 'dead' });
    const [client, broken] = [await openRawChannel(url()), contentHeader(0)];
    broken.write('?', broken.indexOf('A'));
    client.send(1, 'basic.publish', { exchange: '', routingKey: 'short-lived', mandatory: false, immediate: false });
    client.socket.write(broken);
    await expect.poll(async () => channel.get('dead', { noAck: true })).toMatchObject({ properties: { headers: { 'x-first-death-queue': 'short-lived' } } });
    await publisher.close();
    expect(await echo()).toBe('alive');
  });

  test('a body longer than announced is 501', async () => {
    const client = await openRawChannel(url());
    client.send(1, 'basic.publish', { exchange: '', routingKey: 'nowhere', mandatory: false, immediate: false });
    client.socket.write(contentHeader(1));
    client.sendFrame({ type: FrameType.body, channel: 1, payload: Buffer.from('too long') });
    expect(await client.receive()).toMatchObject({ name: 'connection.close', args: { replyCode: 501 } });
  });

  test('a message announced as enormous is refused before it comes', async () => {
    const client = await openRawChannel(url());
    client.send(1, 'basic.publish', { exchange: '', routingKey: 'nowhere', mandatory: false, immediate: false });
    client.socket.write(contentHeader(2 ** 40));
    expect(await client.receive()).toMatchObject({ name: 'channel.close', args: { replyCode: 406 } });
  });

  test('transactions are not implemented: 540', async () => {
    const client = await openRawChannel(url());
    client.send(1, 'tx.select', {});
    expect(await client.receive()).toMatchObject({ name: 'connection.close', args: { replyCode: 540 } });
  });
});

const sockets = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;

describe('connections', () => {
  test('ten thousand that come and go leave nothing behind', async () => {
    const own = await startBroker();
    const before = sockets();
    for (let batch = 0; batch < 100; batch += 1) {
      await Promise.all(Array.from({ length: 100 }, (_, index) => abuse(wholeSession.subarray(0, (index * 7) % wholeSession.length), own.url)));
    }
    await expect.poll(sockets, { timeout: 5000 }).toBeLessThanOrEqual(before);
    expect(own.queues()).toEqual([]);
    await own.close();
  });

  test('one that says nothing after it connected is cut off', async () => {
    const [silent, greeted] = [await rawSocket(url()), await rawSocket(url())];
    greeted.write(greeting);
    for (const socket of [silent, greeted]) socket.resume();
    await Promise.all([once(silent, 'close'), once(greeted, 'close')]);
    expect(await echo()).toBe('alive');
  });

  test('one that misses its heartbeats is cut off; one that keeps them stays', async () => {
    const kept = await connect(`${url()}?heartbeat=1`);
    let lost = false;
    kept.on('close', () => { lost = true; });
    const client = await openRawClient(url(), { heartbeat: 1 });
    await client.receive();
    expect(await client.receive()).toBeUndefined();
    expect(lost).toBe(false);
    await kept.close();
  });

  test('a client that does not read holds back its own deliveries only', async () => {
    const publisher = await connect(url());
    const channel = await publisher.createConfirmChannel();
    await channel.assertQueue('slow', { durable: false });
    for (let index = 0; index < 400; index += 1) channel.sendToQueue('slow', Buffer.alloc(100_000, index));
    await channel.waitForConfirms();
    const client = await openRawChannel(url());
    client.socket.pause();
    client.send(1, 'basic.consume', { queue: 'slow', consumerTag: 't', noLocal: false, noAck: true, exclusive: false, nowait: true, arguments: {} });
    expect(await echo()).toBe('alive');
    expect(broker?.queues().find(({ name }) => name === 'slow')?.ready).toBeGreaterThan(0);
    for (let index = 0; index < 400; index += 1) expect(await client.receive()).toMatchObject({ name: 'basic.deliver', args: { deliveryTag: index + 1 } });
    await channel.deleteQueue('slow');
    await publisher.close();
  });

  test('closing the broker tells its clients', async () => {
    const own = await startBroker();
    const connection = await connect(own.url);
    const closed = once(connection, 'close');
    await own.close();
    expect(await closed).toMatchObject([{ message: expect.stringContaining('320') }]);
  });
});
