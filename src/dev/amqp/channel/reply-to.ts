import { randomBytes } from 'node:crypto';
import { AmqpError } from '../amqp-error.ts';
import { decodeProperties, encodeProperties } from '../codec/properties.ts';
import { newDeliveryTag } from './channel.ts';
import type { Channel } from './channel.ts';

/** The pseudo-queue of direct replies: an answer goes straight to the channel that asked, through no queue. */
export const replyQueue = 'amq.rabbitmq.reply-to';

export const isReplyName = (name: string): boolean => name.startsWith(`${replyQueue}.`);

/** Throws 406 for a second consumer, and for one that would acknowledge. */
export const consumeReplies = (channel: Channel, tag: string, noAck: boolean): void => {
  if (channel.replyTo !== undefined) throw new AmqpError(406, 'reply consumer already set');
  if (!noAck) throw new AmqpError(406, 'reply consumer cannot acknowledge');
  const name = `${replyQueue}.${randomBytes(16).toString('base64url')}`;
  channel.replyTo = { name, tag };
  channel.peer.vhost.replies.set(name, (message) => {
    const { exchange, routingKey } = message;
    channel.sendContent('basic.deliver', { consumerTag: tag, deliveryTag: newDeliveryTag(channel), redelivered: false, exchange, routingKey }, message);
  });
};

export const stopReplies = (channel: Channel): void => {
  if (channel.replyTo === undefined) return;
  channel.peer.vhost.replies.delete(channel.replyTo.name);
  channel.replyTo = undefined;
};

/** Puts the channel's own reply name in the place of the general one. Throws 406 where nobody would hear the answer. */
export const withReplyName = (channel: Channel, properties: Buffer): Buffer => {
  if (channel.replyTo === undefined) throw new AmqpError(406, 'fast reply consumer does not exist');
  return encodeProperties({ ...decodeProperties(properties), replyTo: channel.replyTo.name });
};
