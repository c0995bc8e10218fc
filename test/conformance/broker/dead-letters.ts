import { describe, expect, test } from 'vitest';
import type { Channel, ConsumeMessage, Options } from 'amqplib';
import { consume, get, openSession, present, send, text } from './session.ts';
import type { BrokerUrl, Session } from './session.ts';

/** The parts of the newest death that do not change from run to run. */
const deaths = (message: ConsumeMessage): object[] =>
  (message.properties.headers?.['x-death'] ?? []).map(({ time, ...death }) => ({ ...death, hasTime: time['!'] === 'timestamp' && time.value > 1_700_000_000 }));

const firstDeath = ({ properties: { headers } }: ConsumeMessage): unknown[] =>
  [headers?.['x-first-death-reason'], headers?.['x-first-death-queue'], headers?.['x-first-death-exchange']];

/** A queue whose dead letters go to a second queue. */
const withDeadLetters = async (session: Session, options: Options.AssertQueue = {}): Promise<{ readonly queue: string; readonly dead: string; readonly exchange: string }> => {
  const exchange = await session.exchange('fanout');
  const dead = await session.queue('dead');
  await (await session.channel()).bindQueue(dead, exchange, '');
  return { queue: await session.queue('work', { deadLetterExchange: exchange, ...options }), dead, exchange };
};

const rejectNext = async (channel: Channel, queue: string): Promise<void> => { channel.nack(present(await channel.get(queue)), false, false); };

const reasons = (url: BrokerUrl): void => {
  test('rejected: x-death says when, where and why', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const { queue, dead } = await withDeadLetters(session);
    channel.sendToQueue(queue, Buffer.from('a'), { headers: { mine: 1 }, correlationId: 'c' });
    await channel.waitForConfirms();
    await rejectNext(channel, queue);
    const [message] = await (await consume(channel, dead, { noAck: true })).take(1);
    const letter = present(message);
    expect(text(letter)).toBe('a');
    expect(letter.fields).toMatchObject({ routingKey: queue, redelivered: false });
    expect(letter.properties).toMatchObject({ correlationId: 'c', headers: { mine: 1 } });
    expect(deaths(letter)).toEqual([{ count: 1, reason: 'rejected', queue, exchange: '', 'routing-keys': [queue], hasTime: true }]);
    expect(firstDeath(letter)).toEqual(['rejected', queue, '']);
  });

  test('expired: the expiration moves into x-death, so the message does not die again', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const { queue, dead } = await withDeadLetters(session);
    const inbox = await consume(channel, dead, { noAck: true });
    channel.sendToQueue(queue, Buffer.from('a'), { expiration: '20' });
    const [message] = await inbox.take(1);
    const letter = present(message);
    expect(letter.properties.expiration).toBeUndefined();
    expect(deaths(letter)).toEqual([{ count: 1, reason: 'expired', queue, exchange: '', 'routing-keys': [queue], 'original-expiration': '20', hasTime: true }]);
  });

  test('maxlen: the oldest message makes room', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const { queue, dead } = await withDeadLetters(session, { maxLength: 2 });
    await send(channel, queue, ['a', 'b', 'c']);
    const [message] = await (await consume(channel, dead, { noAck: true })).take(1);
    expect(text(present(message))).toBe('a');
    expect(deaths(present(message))).toMatchObject([{ reason: 'maxlen' }]);
    expect([await get(channel, queue), await get(channel, queue)]).toEqual(['b', 'c']);
  });

  test('the dead-letter routing key takes the place of the message’s', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const dead = await session.queue('dead');
    const queue = await session.queue('work', { deadLetterExchange: '', deadLetterRoutingKey: dead });
    await send(channel, queue, ['a']);
    await rejectNext(channel, queue);
    const [message] = await (await consume(channel, dead, { noAck: true })).take(1);
    expect(present(message).fields.routingKey).toBe(dead);
    expect(deaths(present(message))).toMatchObject([{ 'routing-keys': [queue] }]);
  });

  test('without a dead-letter exchange a rejected message is gone', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const queue = await session.queue('plain');
    await send(channel, queue, ['a']);
    await rejectNext(channel, queue);
    expect(await channel.checkQueue(queue)).toMatchObject({ messageCount: 0 });
  });

  test('a dead-letter exchange that does not exist drops the message', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const queue = await session.queue('nowhere', { deadLetterExchange: session.name('missing') });
    await send(channel, queue, ['a']);
    await rejectNext(channel, queue);
    expect(await channel.checkQueue(queue)).toMatchObject({ messageCount: 0 });
  });
};

const rounds = (url: BrokerUrl): void => {
  test('a retry through a waiting queue counts its deaths', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const [work, wait] = [session.name('work'), session.name('wait')];
    await session.queue('work', { deadLetterExchange: '', deadLetterRoutingKey: wait });
    await session.queue('wait', { deadLetterExchange: '', deadLetterRoutingKey: work, messageTtl: 10 });
    const inbox = await consume(channel, work);
    await send(channel, work, ['a']);
    const seen: object[] = [];
    for (let round = 0; round < 3; round += 1) {
      const [message] = await inbox.take(1);
      seen.push(deaths(present(message)).map((death) => ({ ...death })));
      if (round < 2) channel.nack(present(message), false, false);
      else channel.ack(present(message));
    }
    const death = (count: number, reason: string, queue: string) => expect.objectContaining({ count, reason, queue });
    expect(seen).toEqual([[], [death(1, 'expired', wait), death(1, 'rejected', work)], [death(2, 'expired', wait), death(2, 'rejected', work)]]);
  });

  test('a message that would go round by itself is dropped', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const [one, two] = [session.name('one'), session.name('two')];
    await session.queue('one', { deadLetterExchange: '', deadLetterRoutingKey: two, messageTtl: 5 });
    await session.queue('two', { deadLetterExchange: '', deadLetterRoutingKey: one, messageTtl: 5 });
    await send(channel, one, ['a']);
    await expect.poll(async () => (await channel.checkQueue(one)).messageCount + (await channel.checkQueue(two)).messageCount, { timeout: 5000 }).toBe(0);
  });
};

export const describeDeadLetters = (url: BrokerUrl): void => {
  describe('dead letters', () => {
    reasons(url);
    rounds(url);
  });
};
