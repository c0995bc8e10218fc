import type { Queue } from '../model/queue.ts';
import { touch } from '../model/queue.ts';
import type { Entry } from '../model/ready-list.ts';
import { consumerGone } from '../model/topology.ts';
import { newDeliveryTag } from './channel.ts';
import type { Channel, ChannelConsumer } from './channel.ts';

interface Subscription {
  readonly tag: string;
  readonly noAck: boolean;
  readonly exclusive: boolean;
}

const below = (count: number, limit: number): boolean => limit === 0 || count < limit;

const deliver = (channel: Channel, consumer: ChannelConsumer, entry: Entry): void => {
  const deliveryTag = newDeliveryTag(channel);
  if (!consumer.noAck) {
    channel.unsettled.set(deliveryTag, { queue: consumer.queue, entry, consumer });
    consumer.unsettled += 1;
    channel.outstanding += 1;
  }
  const { exchange, routingKey } = entry.message;
  channel.sendContent('basic.deliver', { consumerTag: consumer.tag, deliveryTag, redelivered: entry.redelivered, exchange, routingKey }, entry.message);
};

/** Prefetch limits hold for consumers that acknowledge; the one of the channel is looked at when it changes, the consumer's own is fixed now. */
export const addConsumer = (channel: Channel, queue: Queue, { tag, noAck, exclusive }: Subscription): void => {
  const prefetch = channel.consumerPrefetch;
  const consumer: ChannelConsumer = {
    tag, queue, noAck, exclusive, unsettled: 0,
    canTake: () => !channel.peer.congested() && (noAck || (below(consumer.unsettled, prefetch) && below(channel.outstanding, channel.channelPrefetch))),
    deliver: (entry) => { deliver(channel, consumer, entry); },
    cancelled: () => {
      channel.consumers.delete(tag);
      if (channel.peer.hearsCancel) channel.send('basic.cancel', { consumerTag: tag, nowait: true });
    },
  };
  channel.consumers.set(tag, consumer);
  queue.consumers.push(consumer);
  touch(queue);
};

/** What it has not settled stays with the channel. */
export const removeConsumer = (channel: Channel, consumer: ChannelConsumer): void => {
  channel.consumers.delete(consumer.tag);
  const index = consumer.queue.consumers.indexOf(consumer);
  if (index === -1) return;
  consumer.queue.consumers.splice(index, 1);
  consumerGone(channel.peer.vhost, consumer.queue);
};
