import { describe, expect, test } from 'vitest';
import { channelError, consume, openSession, present, text } from './session.ts';
import type { BrokerUrl } from './session.ts';

const confirms = (url: BrokerUrl): void => {
  test('every publication is confirmed once, persistent ones too', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const queue = await session.queue('confirmed', { durable: true });
    const outcomes: unknown[] = [];
    for (let index = 0; index < 1000; index += 1) {
      channel.sendToQueue(queue, Buffer.from(String(index)), { persistent: index % 2 === 0 }, (error) => { outcomes.push(error); });
    }
    await channel.waitForConfirms();
    expect([outcomes.length, outcomes.every((error) => error === null)]).toEqual([1000, true]);
    expect(await channel.checkQueue(queue)).toMatchObject({ messageCount: 1000 });
  });

  test('what no queue takes is confirmed as well', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    channel.publish(await session.exchange('topic'), 'nobody', Buffer.from('a'), { persistent: true });
    await expect(channel.waitForConfirms()).resolves.toHaveLength(1);
  });

  test('a foreign user id is 406', async () => {
    const session = await openSession(url());
    const channel = await session.channel();
    const error = channelError(channel);
    channel.sendToQueue(await session.queue('user'), Buffer.from('a'), { userId: 'somebody-else' });
    expect(await error).toMatchObject({ code: 406 });
  });
};

const replies = (url: BrokerUrl): void => {
  test('a direct reply reaches the channel that asked', async () => {
    const session = await openSession(url());
    const [client, server] = [await session.channel(), await session.channel()];
    const queue = await session.queue('rpc');
    const requests = await consume(server, queue, { noAck: true });
    const answers = await consume(client, 'amq.rabbitmq.reply-to', { noAck: true });
    client.sendToQueue(queue, Buffer.from('ping'), { replyTo: 'amq.rabbitmq.reply-to', correlationId: '7' });
    const [request] = await requests.take(1);
    const replyTo = String(present(request).properties.replyTo);
    expect(replyTo).toMatch(/^amq\.rabbitmq\.reply-to\../);
    server.sendToQueue(replyTo, Buffer.from('pong'), { correlationId: '7' });
    const [answer] = await answers.take(1);
    expect([text(present(answer)), present(answer).properties.correlationId]).toEqual(['pong', '7']);
  });

  test('asking for direct replies without consuming them is 406', async () => {
    const session = await openSession(url());
    const channel = await session.channel();
    const error = channelError(channel);
    channel.sendToQueue(await session.queue('rpc'), Buffer.from('ping'), { replyTo: 'amq.rabbitmq.reply-to' });
    expect(await error).toMatchObject({ code: 406 });
  });

  test('consuming direct replies with acknowledgement is 406', async () => {
    const session = await openSession(url());
    await expect((await session.channel()).consume('amq.rabbitmq.reply-to', () => undefined)).rejects.toMatchObject({ code: 406 });
  });

  test('an answer to a channel that is gone comes back as a return', async () => {
    const session = await openSession(url());
    const [client, server] = [await session.channel(), await session.confirmChannel()];
    const queue = await session.queue('rpc');
    await consume(client, 'amq.rabbitmq.reply-to', { noAck: true });
    const requests = await consume(server, queue, { noAck: true });
    client.sendToQueue(queue, Buffer.from('ping'), { replyTo: 'amq.rabbitmq.reply-to' });
    const [request] = await requests.take(1);
    await client.close();
    const returned = new Promise((resolve) => { server.once('return', resolve); });
    server.publish('', String(present(request).properties.replyTo), Buffer.from('late'), { mandatory: true });
    expect(await returned).toMatchObject({ fields: { replyCode: 312 } });
  });
};

export const describeConfirming = (url: BrokerUrl): void => {
  describe('confirms', () => { confirms(url); });
  describe('direct replies', () => { replies(url); });
};
