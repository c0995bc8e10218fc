import { describe, expect, test } from 'vitest';
import { channelError, get, openSession, present, text } from './session.ts';
import type { BrokerUrl, Session } from './session.ts';

/** Publishes `keys` to an exchange and gives what a queue bound with `pattern` got. */
const routed = async (session: Session, type: string, { pattern, keys }: { readonly pattern: string; readonly keys: readonly string[] }): Promise<string[]> => {
  const channel = await session.confirmChannel();
  const exchange = await session.exchange(type);
  const queue = await session.queue('routed');
  await channel.bindQueue(queue, exchange, pattern);
  for (const key of keys) channel.publish(exchange, key, Buffer.from(key));
  await channel.waitForConfirms();
  const got: string[] = [];
  for (let message = await channel.get(queue, { noAck: true }); message !== false; message = await channel.get(queue, { noAck: true })) got.push(text(message));
  return got;
};

const keys = ['order', 'order.created', 'order.created.v1', 'payment.created', ''];

const exchangeTypes = (url: BrokerUrl): void => {
  test.each([
    ['topic', 'order.*', ['order.created']],
    ['topic', 'order.#', ['order', 'order.created', 'order.created.v1']],
    ['topic', '*.created', ['order.created', 'payment.created']],
    ['topic', '#', keys],
    ['topic', '*', ['order']],
    ['topic', '#.created.#', ['order.created', 'order.created.v1', 'payment.created']],
    ['direct', 'order.created', ['order.created']],
    ['direct', 'order.*', []],
    ['fanout', 'ignored', keys],
  ])('%s, bound with "%s"', async (type, pattern, expected) => {
    expect(await routed(await openSession(url()), type, { pattern, keys })).toEqual(expected);
  });

  test.each([
    ['all', { kind: 'order', size: 2 }, { kind: 'order', size: 2, more: true }, true],
    ['all', { kind: 'order', size: 2 }, { kind: 'order' }, false],
    ['any', { kind: 'order', size: 2 }, { size: 2 }, true],
    ['any', { kind: 'order', size: 2 }, { size: 3 }, false],
  ])('headers, x-match %s of %j with %j: %s', async (mode, wanted, headers, expected) => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const exchange = await session.exchange('headers');
    const queue = await session.queue('matched');
    await channel.bindQueue(queue, exchange, '', { 'x-match': mode, ...wanted });
    channel.publish(exchange, '', Buffer.from('a'), { headers });
    await channel.waitForConfirms();
    expect(await channel.get(queue, { noAck: true }) !== false).toBe(expected);
  });
};

const paths = (url: BrokerUrl): void => {
  test('two bindings to one queue deliver one copy', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const exchange = await session.exchange('topic');
    const queue = await session.queue('twice');
    await channel.bindQueue(queue, exchange, 'a.*');
    await channel.bindQueue(queue, exchange, '*.b');
    channel.publish(exchange, 'a.b', Buffer.from('once'));
    await channel.waitForConfirms();
    expect(await channel.checkQueue(queue)).toMatchObject({ messageCount: 1 });
  });

  test('an exchange bound to an exchange passes on', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const [topic, fanout] = [await session.exchange('topic'), await session.exchange('fanout')];
    const queue = await session.queue('behind');
    await channel.bindExchange(fanout, topic, 'order.#');
    await channel.bindQueue(queue, fanout, '');
    channel.publish(topic, 'order.created', Buffer.from('a'));
    await channel.waitForConfirms();
    await channel.unbindExchange(fanout, topic, 'order.#');
    channel.publish(topic, 'order.created', Buffer.from('b'));
    await channel.waitForConfirms();
    expect(await get(channel, queue)).toBe('a');
    expect(await channel.get(queue)).toBe(false);
  });

  test('what matches nothing goes to the alternate exchange', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const alternate = await session.exchange('fanout');
    const exchange = await session.exchange('direct', { alternateExchange: alternate });
    const queue = await session.queue('rest');
    await channel.bindQueue(queue, alternate, '');
    channel.publish(exchange, 'nobody', Buffer.from('a'));
    await channel.waitForConfirms();
    expect(await get(channel, queue)).toBe('a');
  });

  test('an unbound queue gets nothing more; unbinding what is not bound is no error', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const exchange = await session.exchange('direct');
    const queue = await session.queue('unbound');
    await channel.bindQueue(queue, exchange, 'key');
    await channel.unbindQueue(queue, exchange, 'key');
    await channel.unbindQueue(queue, exchange, 'key');
    channel.publish(exchange, 'key', Buffer.from('a'));
    await channel.waitForConfirms();
    expect(await channel.get(queue)).toBe(false);
  });

  test('a mandatory message without a queue comes back before its confirm', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const events: string[] = [];
    channel.on('return', (message) => { events.push(`${JSON.stringify(message.fields)} ${text(message)}`); });
    channel.on('ack', () => { events.push('ack'); });
    const exchange = await session.exchange('topic');
    channel.publish(exchange, 'nobody', Buffer.from('lost'), { mandatory: true });
    await channel.waitForConfirms();
    expect(events).toEqual([`${JSON.stringify({ replyCode: 312, replyText: 'NO_ROUTE', exchange, routingKey: 'nobody' })} lost`, 'ack']);
  });

  test('publishing to no exchange is 404; the connection lives on', async () => {
    const session = await openSession(url());
    const channel = await session.channel();
    const error = channelError(channel);
    channel.publish(session.name('nowhere'), 'key', Buffer.from('a'));
    expect(await error).toMatchObject({ code: 404 });
    expect(present(await session.queue('alive'))).toContain('alive');
  });

  test('properties and headers arrive as they were sent', async () => {
    const session = await openSession(url());
    const channel = await session.confirmChannel();
    const queue = await session.queue('properties');
    const headers = { text: 'ä', number: 7, big: 2 ** 40, real: 1.5, yes: true, nothing: null, list: [1, 'b'], nested: { deep: { er: 1 } }, bytes: Buffer.from([1, 2]) };
    const properties = { contentType: 'application/json', contentEncoding: 'utf-8', correlationId: 'c', replyTo: 'r', messageId: 'm', timestamp: 1_700_000_000, type: 't', appId: 'a', priority: 3 };
    channel.sendToQueue(queue, Buffer.from('body'), { ...properties, headers, persistent: true });
    await channel.waitForConfirms();
    const message = present(await channel.get(queue, { noAck: true }));
    expect(message.properties).toMatchObject({ ...properties, headers, deliveryMode: 2 });
  });
};

export const describeRouting = (url: BrokerUrl): void => {
  describe('exchange types', () => { exchangeTypes(url); });
  describe('paths of a message', () => { paths(url); });
};
