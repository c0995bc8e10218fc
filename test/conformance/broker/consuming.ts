import { describe, expect, test } from 'vitest';
import { channelError, consume, openSession, present, send, text } from './session.ts';
import type { BrokerUrl } from './session.ts';

const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));

const order = (url: BrokerUrl): void => {
  test('one publisher, one consumer: the order of publication', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const queue = await session.queue('ordered');
    const inbox = await consume(channel, queue, { noAck: true });
    await send(channel, queue, numbers(500));
    expect((await inbox.take(500)).map(text)).toEqual(numbers(500));
  });

  test.each([0, 1, 131_064, 131_065, 3_000_000])('a body of %i bytes arrives whole', async (size) => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const queue = await session.queue('large');
    const body = Buffer.alloc(size, 'abcdefghijk');
    channel.sendToQueue(queue, body);
    await channel.waitForConfirms();
    expect(present(await channel.get(queue, { noAck: true })).content.equals(body)).toBe(true);
  });

  test('consumers take turns', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const queue = await session.queue('shared');
    const [one, two] = [await consume(channel, queue), await consume(channel, queue)];
    await send(channel, queue, numbers(10));
    expect([(await one.take(5)).length, (await two.take(5)).length]).toEqual([5, 5]);
  });

  test('what comes back stands at its old place, marked as redelivered', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const queue = await session.queue('returned');
    await send(channel, queue, numbers(4));
    const held = [present(await channel.get(queue)), present(await channel.get(queue)), present(await channel.get(queue))];
    for (const message of [...held].reverse()) channel.nack(message, false, true);
    const inbox = await consume(channel, queue, { noAck: true });
    expect((await inbox.take(4)).map((message) => [text(message), message.fields.redelivered])).toEqual([['0', true], ['1', true], ['2', true], ['3', false]]);
  });

  test('what a closed channel had not settled comes back in order', async () => {
    const session = await openSession(url());
    const queue = await session.queue('abandoned');
    await send(await session.confirmChannel(), queue, numbers(5));
    const first = await session.channel();
    await (await consume(first, queue)).take(5);
    await first.close();
    const again = await consume(await session.channel(), queue, { noAck: true });
    expect((await again.take(5)).map((message) => [text(message), message.fields.redelivered])).toEqual(numbers(5).map((body) => [body, true]));
  });

  test('get: the message, how many remain, and false when there is none', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const queue = await session.queue('get');
    await send(channel, queue, ['a', 'b']);
    const message = present(await channel.get(queue));
    expect([text(message), message.fields.messageCount, message.fields.redelivered]).toEqual(['a', 1, false]);
    channel.ack(message);
    await channel.get(queue, { noAck: true });
    expect(await channel.get(queue)).toBe(false);
  });
};

const limits = (url: BrokerUrl): void => {
  test('prefetch is a limit for each consumer', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const queue = await session.queue('prefetch');
    await channel.prefetch(2);
    const [one, two] = [await consume(channel, queue), await consume(channel, queue)];
    await send(channel, queue, numbers(6));
    const held = [...await one.take(2), ...await two.take(2)];
    expect(await channel.checkQueue(queue)).toMatchObject({ messageCount: 2 });
    channel.ack(present(held[0]));
    expect(text(present(await one.next()))).toBe('4');
    expect(await channel.checkQueue(queue)).toMatchObject({ messageCount: 1 });
  });

  test('global prefetch is a limit for the channel', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const [left, right] = [await session.queue('left'), await session.queue('right')];
    await channel.prefetch(3, true);
    const [one, two] = [await consume(channel, left), await consume(channel, right)];
    await send(channel, left, numbers(2));
    await one.take(2);
    await send(channel, right, numbers(2));
    const [held] = await two.take(1);
    expect(await channel.checkQueue(right)).toMatchObject({ messageCount: 1 });
    channel.ack(present(held));
    expect((await two.take(1)).map(text)).toEqual(['1']);
  });

  test('an acknowledgement of several makes room for several', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const queue = await session.queue('several');
    await channel.prefetch(3);
    const inbox = await consume(channel, queue);
    await send(channel, queue, numbers(6));
    const held = await inbox.take(3);
    channel.ack(present(held[2]), true);
    expect((await inbox.take(3)).map(text)).toEqual(['3', '4', '5']);
    channel.ackAll();
    expect(await channel.checkQueue(queue)).toMatchObject({ messageCount: 0 });
  });

  test('recover sends again what is not settled', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const queue = await session.queue('recover');
    const inbox = await consume(channel, queue);
    await send(channel, queue, ['a']);
    await inbox.take(1);
    await channel.recover();
    const [again] = await inbox.take(1);
    expect([text(present(again)), present(again).fields.redelivered]).toEqual(['a', true]);
  });

  test('settling an unknown delivery is 406', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const queue = await session.queue('unknown');
    await send(channel, queue, ['a']);
    const message = present(await channel.get(queue));
    channel.ack(message);
    const error = channelError(channel);
    channel.ack(message);
    expect(await error).toMatchObject({ code: 406, message: expect.stringContaining('unknown delivery tag 1') });
  });
};

const consumers = (url: BrokerUrl): void => {
  test('consuming from no queue is 404', async () => {
    const session = await openSession(url());
    await expect((await session.channel()).consume(session.name('none'), () => undefined)).rejects.toMatchObject({ code: 404 });
  });

  test('an exclusive consumer keeps others away: 403', async () => {
    const session = await openSession(url());
    const queue = await session.queue('exclusively');
    await (await session.channel()).consume(queue, () => undefined, { exclusive: true });
    await expect((await session.channel()).consume(queue, () => undefined)).rejects.toMatchObject({ code: 403 });
  });

  test('a consumer whose queue is deleted is told', async () => {
    const session = await openSession(url());
    const queue = await session.queue('vanishing');
    const inbox = await consume(await session.channel(), queue);
    await (await session.channel()).deleteQueue(queue);
    expect(await inbox.next()).toBeNull();
  });

  test('a cancelled consumer gets nothing more and may still settle', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const queue = await session.queue('cancelled');
    const inbox = await consume(channel, queue);
    await send(channel, queue, ['a']);
    const [held] = await inbox.take(1);
    await channel.cancel(inbox.tag);
    await send(channel, queue, ['b']);
    channel.ack(present(held));
    expect([inbox.waiting(), (await channel.checkQueue(queue)).messageCount]).toEqual([0, 1]);
  });

  test('with a single active consumer the next one takes over', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const queue = await session.queue('single', { arguments: { 'x-single-active-consumer': true } });
    const [one, two] = [await consume(channel, queue, { noAck: true }), await consume(channel, queue, { noAck: true })];
    await send(channel, queue, ['a', 'b']);
    expect((await one.take(2)).map(text)).toEqual(['a', 'b']);
    await channel.cancel(one.tag);
    await send(channel, queue, ['c']);
    expect((await two.take(1)).map(text)).toEqual(['c']);
  });
};

export const describeConsuming = (url: BrokerUrl): void => {
  describe('order', () => { order(url); });
  describe('limits and settlement', () => { limits(url); });
  describe('consumers', () => { consumers(url); });
};
