import { describe, expect, test } from 'vitest';
import { channelError, get, openSession, send } from './session.ts';
import type { BrokerUrl } from './session.ts';

const queues = (url: BrokerUrl): void => {
  test('an empty name gets one from the broker', async () => {
    const session = await openSession(url());
    const { queue } = await (await session.channel()).assertQueue('', { exclusive: true });
    expect(queue).toMatch(/^amq\.gen-/);
  });

  test('declaring again gives the counts', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const queue = await session.queue('counts');
    await send(channel, queue, ['a', 'b']);
    expect(await channel.assertQueue(queue, { durable: false })).toMatchObject({ queue, messageCount: 2, consumerCount: 0 });
  });

  test('a declaration with other arguments is refused with 406', async () => {
    const session = await openSession(url());
    const queue = await session.queue('inequivalent', { messageTtl: 1000 });
    const refusal = (await session.channel()).assertQueue(queue, { durable: false, messageTtl: 2000 });
    await expect(refusal).rejects.toMatchObject({ code: 406, message: expect.stringContaining("inequivalent arg 'x-message-ttl'") });
  });

  test('a declaration of other durability is refused with 406', async () => {
    const session = await openSession(url());
    const queue = await session.queue('durability');
    const refusal = (await session.channel()).assertQueue(queue, { durable: true });
    await expect(refusal).rejects.toMatchObject({ code: 406, message: expect.stringContaining("inequivalent arg 'durable'") });
  });

  test.each([
    ['a negative time to live', { 'x-message-ttl': -1 }],
    ['a time to live that is text', { 'x-message-ttl': 'soon' }],
    ['an overflow that does not exist', { 'x-overflow': 'explode' }],
    ['an expiry of 0', { 'x-expires': 0 }],
    ['a dead-letter key without an exchange', { 'x-dead-letter-routing-key': 'key' }],
  ])('%s is refused with 406', async (_, args) => {
    const session = await openSession(url());
    const refusal = (await session.channel()).assertQueue(session.name('refused'), { exclusive: true, arguments: args });
    await expect(refusal).rejects.toMatchObject({ code: 406 });
  });

  test('the name amq.* is refused with 403', async () => {
    const session = await openSession(url());
    await expect((await session.channel()).assertQueue('amq.mine')).rejects.toMatchObject({ code: 403 });
  });

  test('an exclusive queue is closed to other connections with 405 and goes with its own', async () => {
    const session = await openSession(url());
    const other = await openSession(url());
    const { queue } = await (await session.channel()).assertQueue(session.name('exclusive'), { exclusive: true });
    await expect((await other.channel()).checkQueue(queue)).rejects.toMatchObject({ code: 405 });
    await session.connection.close();
    await expect((await other.channel()).checkQueue(queue)).rejects.toMatchObject({ code: 404 });
  });

  test('an auto-delete queue goes with its last consumer', async () => {
    const session = await openSession(url());
    const channel = await session.channel();
    const queue = await session.queue('auto', { autoDelete: true });
    const { consumerTag } = await channel.consume(queue, () => undefined);
    await channel.cancel(consumerTag);
    await expect(channel.checkQueue(queue)).rejects.toMatchObject({ code: 404 });
  });

  test('purge empties a queue and says how much it was', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const queue = await session.queue('purge');
    await send(channel, queue, ['a', 'b', 'c']);
    expect(await channel.purgeQueue(queue)).toEqual({ messageCount: 3 });
    expect(await channel.get(queue)).toBe(false);
  });
};

const deletions = (url: BrokerUrl): void => {
  test('delete gives the count; deleting what is not there is no error', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const queue = await session.queue('delete');
    await send(channel, queue, ['a']);
    expect(await channel.deleteQueue(queue)).toEqual({ messageCount: 1 });
    expect(await channel.deleteQueue(queue)).toEqual({ messageCount: 0 });
  });

  test('delete if-empty keeps a queue with messages: 406', async () => {
    const session = await openSession(url());
    const queue = await session.queue('if-empty');
    await send(await session.confirmChannel(), queue, ['a']);
    await expect((await session.channel()).deleteQueue(queue, { ifEmpty: true })).rejects.toMatchObject({ code: 406 });
    expect(await get(await session.channel(), queue)).toBe('a');
  });

  test('delete if-unused keeps a queue with a consumer: 406', async () => {
    const session = await openSession(url());
    const queue = await session.queue('if-unused');
    await (await session.channel()).consume(queue, () => undefined);
    await expect((await session.channel()).deleteQueue(queue, { ifUnused: true })).rejects.toMatchObject({ code: 406 });
  });

  test('delete if-unused keeps an exchange with a binding: 406', async () => {
    const session = await openSession(url());
    const exchange = await session.exchange('fanout');
    await (await session.channel()).bindQueue(await session.queue('bound'), exchange, '');
    await expect((await session.channel()).deleteExchange(exchange, { ifUnused: true })).rejects.toMatchObject({ code: 406 });
  });
};

const exchanges = (url: BrokerUrl): void => {
  test('a declaration of another type is refused with 406', async () => {
    const session = await openSession(url());
    const exchange = await session.exchange('topic');
    await expect((await session.channel()).assertExchange(exchange, 'direct', { durable: false })).rejects.toMatchObject({ code: 406 });
  });

  test('an auto-delete exchange goes with its last binding', async () => {
    const session = await openSession(url());
    const channel = await session.channel();
    const exchange = await session.exchange('fanout', { autoDelete: true });
    const queue = await session.queue('bound');
    await channel.bindQueue(queue, exchange, '');
    await channel.unbindQueue(queue, exchange, '');
    await expect(channel.checkExchange(exchange)).rejects.toMatchObject({ code: 404 });
  });

  test.each(['amq.direct', 'amq.fanout', 'amq.topic', 'amq.headers', 'amq.match'])('%s is there', async (exchange) => {
    const session = await openSession(url());
    expect(await (await session.channel()).checkExchange(exchange)).toEqual({});
  });

  test('the name amq.* is refused with 403, and so are changes to the default exchange', async () => {
    const session = await openSession(url());
    await expect((await session.channel()).assertExchange('amq.mine', 'topic')).rejects.toMatchObject({ code: 403 });
    const queue = await session.queue('bound');
    await expect((await session.channel()).bindQueue(queue, '', 'key')).rejects.toMatchObject({ code: 403 });
    await expect((await session.channel()).deleteExchange('')).rejects.toMatchObject({ code: 403 });
  });

  test('an internal exchange takes no publications: 403', async () => {
    const session = await openSession(url());
    const channel = await session.channel();
    const error = channelError(channel);
    channel.publish(await session.exchange('fanout', { internal: true }), '', Buffer.from('a'));
    expect(await error).toMatchObject({ code: 403 });
  });
};

export const describeDeclaring = (url: BrokerUrl): void => {
  describe('queues', () => { queues(url); });
  describe('deletions', () => { deletions(url); });
  describe('exchanges', () => { exchanges(url); });
};
