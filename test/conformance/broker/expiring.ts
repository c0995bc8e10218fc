import { describe, expect, test } from 'vitest';
import { channelError, consume, get, openSession, present, send, text } from './session.ts';
import type { BrokerUrl } from './session.ts';

const lives = (url: BrokerUrl): void => {
  test('a queue’s time to live ends what waits in it', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const queue = await session.queue('ttl', { messageTtl: 20 });
    await send(channel, queue, ['a', 'b']);
    await expect.poll(async () => (await channel.checkQueue(queue)).messageCount).toBe(0);
  });

  test('the shorter of both times counts', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const queue = await session.queue('shorter', { messageTtl: 60_000 });
    channel.sendToQueue(queue, Buffer.from('a'), { expiration: '20' });
    await channel.waitForConfirms();
    await expect.poll(async () => (await channel.checkQueue(queue)).messageCount).toBe(0);
  });

  test('what expires behind a living message waits for its turn', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const exchange = await session.exchange('fanout');
    const [queue, witness] = [await session.queue('behind'), await session.queue('witness')];
    await channel.bindQueue(witness, exchange, '');
    await send(channel, queue, ['living']);
    channel.sendToQueue(queue, Buffer.from('short'), { expiration: '5' });
    await channel.waitForConfirms();
    channel.sendToQueue(witness, Buffer.from('clock'), { expiration: '30' });
    await channel.waitForConfirms();
    await expect.poll(async () => (await channel.checkQueue(witness)).messageCount).toBe(0);
    expect((await channel.checkQueue(queue)).messageCount).toBe(2);
    expect(await get(channel, queue)).toBe('living');
    expect(await channel.get(queue)).toBe(false);
  });

  test('with a time to live of 0 only a consumer that is there gets the message', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const queue = await session.queue('now', { messageTtl: 0 });
    await send(channel, queue, ['lost']);
    const inbox = await consume(channel, queue, { noAck: true });
    await send(channel, queue, ['seen']);
    expect((await inbox.take(1)).map(text)).toEqual(['seen']);
  });

  test('a delivered message does not expire', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const [queue, witness] = [await session.queue('held', { messageTtl: 30 }), await session.queue('witness', { messageTtl: 60 })];
    await send(channel, queue, ['a']);
    const held = present(await channel.get(queue));
    await send(channel, witness, ['clock']);
    await expect.poll(async () => (await channel.checkQueue(witness)).messageCount).toBe(0);
    channel.ack(held);
    expect((await channel.checkQueue(queue)).messageCount).toBe(0);
  });

  test('an expiration that is no number is 406', async () => {
    const session = await openSession(url());
    const channel = await session.channel();
    const error = channelError(channel);
    channel.sendToQueue(await session.queue('invalid'), Buffer.from('a'), { expiration: 'soon' });
    expect(await error).toMatchObject({ code: 406, message: expect.stringContaining('expiration') });
  });

  test('a queue with x-expires goes when nobody uses it', async () => {
    const session = await openSession(url());
    const queue = await session.queue('idle', { expires: 50 });
    const gone = async (): Promise<boolean> => (await session.channel()).checkQueue(queue).then(() => false, () => true);
    await expect.poll(gone, { timeout: 5000, interval: 200 }).toBe(true);
  });
};

const lengths = (url: BrokerUrl): void => {
  test('overflow reject-publish answers with nack', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const queue = await session.queue('full', { maxLength: 1, arguments: { 'x-overflow': 'reject-publish' } });
    await send(channel, queue, ['a']);
    await expect(send(channel, queue, ['b'])).rejects.toThrow(/nack/i);
    expect([await get(channel, queue), await channel.get(queue)]).toEqual(['a', false]);
  });

  test('x-max-length-bytes counts bodies', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const queue = await session.queue('bytes', { arguments: { 'x-max-length-bytes': 10 } });
    await send(channel, queue, ['aaaa', 'bbbb', 'cccc']);
    expect([await get(channel, queue), await get(channel, queue)]).toEqual(['bbbb', 'cccc']);
  });
};

export const describeExpiring = (url: BrokerUrl): void => {
  describe('time to live', () => { lives(url); });
  describe('length limits', () => { lengths(url); });
};
