import { randomBytes } from 'node:crypto';
import { AmqpError } from '../amqp-error.ts';
import type { MethodArguments } from '../codec/method-codec.ts';
import { dispatch, take, touch } from '../model/queue.ts';
import type { Queue } from '../model/queue.ts';
import { sizeOf } from '../model/ready-list.ts';
import { newDeliveryTag } from './channel.ts';
import type { Channel, Handlers } from './channel.ts';
import { addConsumer, removeConsumer } from './consume.ts';
import { beginPublish } from './publish.ts';
import { queueOf } from './queue-methods.ts';
import { consumeReplies, replyQueue, stopReplies } from './reply-to.ts';
import { acknowledgeAll, recover, rejectAll, settledBy } from './settle.ts';

type Consume = MethodArguments<'basic.consume'>;

const assertTagFree = (channel: Channel, tag: string): void => {
  if (channel.consumers.has(tag) || channel.replyTo?.tag === tag) throw new AmqpError(530, `attempt to reuse consumer tag '${tag}'`);
};

const assertConsumable = ({ name, consumers }: Queue, exclusive: boolean): void => {
  if (consumers.some((consumer) => consumer.exclusive) || (exclusive && consumers.length > 0)) {
    throw new AmqpError(403, `queue '${name}' in vhost '/' in exclusive use`);
  }
};

const consume = (channel: Channel, args: Consume): void => {
  const tag = args.consumerTag === '' ? `amq.ctag-${randomBytes(16).toString('base64url')}` : args.consumerTag;
  const confirm = (): void => { if (!args.nowait) channel.send('basic.consume-ok', { consumerTag: tag }); };
  assertTagFree(channel, tag);
  if (args.queue === replyQueue) {
    consumeReplies(channel, tag, args.noAck);
    confirm();
    return;
  }
  const queue = queueOf(channel, args.queue);
  assertConsumable(queue, args.exclusive);
  addConsumer(channel, queue, { tag, noAck: args.noAck, exclusive: args.exclusive });
  confirm();
  dispatch(queue);
};

const cancel = (channel: Channel, tag: string): void => {
  if (channel.replyTo?.tag === tag) stopReplies(channel);
  const consumer = channel.consumers.get(tag);
  if (consumer !== undefined) removeConsumer(channel, consumer);
};

const get = (channel: Channel, args: MethodArguments<'basic.get'>): void => {
  const queue = queueOf(channel, args.queue);
  assertConsumable(queue, false);
  touch(queue);
  const entry = take(queue, args.noAck);
  if (entry === undefined) {
    channel.send('basic.get-empty', {});
    return;
  }
  const deliveryTag = newDeliveryTag(channel);
  const { exchange, routingKey } = entry.message;
  if (!args.noAck) channel.unsettled.set(deliveryTag, { queue, entry, consumer: undefined });
  channel.sendContent('basic.get-ok', { deliveryTag, redelivered: entry.redelivered, exchange, routingKey, messageCount: sizeOf(queue.ready) }, entry.message);
};

const limitPrefetch = (channel: Channel, args: MethodArguments<'basic.qos'>): void => {
  if (args.prefetchSize !== 0) throw new AmqpError(540, `prefetch_size!=0 (${args.prefetchSize})`);
  if (args.global) channel.channelPrefetch = args.prefetchCount;
  else channel.consumerPrefetch = args.prefetchCount;
  for (const { queue } of channel.consumers.values()) dispatch(queue);
};

const assertRequeue = (requeue: boolean): void => {
  if (!requeue) throw new AmqpError(540, 'requeue=false');
};

export const basicMethods = {
  'basic.publish': beginPublish,
  'basic.qos': (channel, args) => {
    limitPrefetch(channel, args);
    channel.send('basic.qos-ok', {});
  },
  'basic.consume': consume,
  'basic.cancel': (channel, { consumerTag, nowait }) => {
    cancel(channel, consumerTag);
    if (!nowait) channel.send('basic.cancel-ok', { consumerTag });
  },
  'basic.get': get,
  'basic.ack': (channel, args) => { acknowledgeAll(channel, settledBy(channel, args)); },
  'basic.nack': (channel, args) => { rejectAll(channel, settledBy(channel, args), args.requeue); },
  'basic.reject': (channel, { deliveryTag, requeue }) => { rejectAll(channel, settledBy(channel, { deliveryTag, multiple: false }), requeue); },
  'basic.recover': (channel, { requeue }) => {
    assertRequeue(requeue);
    recover(channel);
    channel.send('basic.recover-ok', {});
  },
  'basic.recover-async': (channel, { requeue }) => {
    assertRequeue(requeue);
    recover(channel);
  },
} satisfies Handlers;
