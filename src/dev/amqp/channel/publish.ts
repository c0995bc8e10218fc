import { AmqpError } from '../amqp-error.ts';
import { decodeRoutingProperties } from '../codec/properties.ts';
import type { MethodArguments } from '../codec/method-codec.ts';
import { exchangeNamed, publish } from '../model/vhost.ts';
import type { Channel, Content } from './channel.ts';
import { confirmation } from './confirm-methods.ts';
import { replyQueue, withReplyName } from './reply-to.ts';

/** RabbitMQ's default, and what keeps one publication from filling the memory. */
const maximumSize = 128 * 1024 * 1024;

/** Throws 540 for `immediate`, which RabbitMQ has not either; the connection is closed with it. */
export const beginPublish = (channel: Channel, args: MethodArguments<'basic.publish'>): void => {
  if (args.immediate) throw new AmqpError(540, 'immediate=true');
  channel.incoming = { publish: args, content: undefined };
};

export const receiveHeader = (channel: Channel, payload: Buffer): void => {
  const { incoming } = channel;
  if (incoming === undefined || incoming.content !== undefined) throw new AmqpError(505, 'expected a method, got a content header');
  if (payload.readUInt16BE(0) !== 60) throw new AmqpError(505, `expected a content header of class 60, got one of class ${payload.readUInt16BE(0)}`);
  const size = Number(payload.readBigUInt64BE(4));
  if (size > maximumSize) {
    channel.incoming = undefined;
    throw new AmqpError(406, `message size ${size} is larger than configured max size ${maximumSize}`);
  }
  // A copy, because the frame is a view into a chunk of the socket that would live as long as the message.
  incoming.content = { properties: Buffer.from(payload.subarray(12)), size, chunks: [], received: 0 };
  completeIfWhole(channel);
};

export const receiveBody = (channel: Channel, payload: Buffer): void => {
  const content = channel.incoming?.content;
  if (content === undefined) throw new AmqpError(505, 'expected a method, got a content body');
  content.chunks.push(payload);
  content.received += payload.length;
  if (content.received > content.size) throw new AmqpError(501, `content body of ${content.received} bytes; ${content.size} were announced`);
  completeIfWhole(channel);
};

const completeIfWhole = (channel: Channel): void => {
  const incoming = channel.incoming;
  const content = incoming?.content;
  if (incoming === undefined || content === undefined || content.received < content.size) return;
  channel.incoming = undefined;
  complete(channel, incoming.publish, { properties: content.properties, body: Buffer.concat(content.chunks) });
};

/** Throws 406 for an expiration that is no number of ms, and for a user id that is not the connection's. */
const checkedProperties = (channel: Channel, properties: Buffer): Buffer => {
  const { expiration, userId, replyTo } = decodeRoutingProperties(properties);
  if (expiration !== undefined && !/^\d{1,10}$/.test(expiration)) throw new AmqpError(406, `invalid expiration '${expiration}'`);
  if (userId !== undefined && userId !== channel.peer.user) {
    throw new AmqpError(406, `user_id property set to '${userId}' but authenticated user was '${channel.peer.user}'`);
  }
  return replyTo === replyQueue ? withReplyName(channel, properties) : properties;
};

const complete = (channel: Channel, args: MethodArguments<'basic.publish'>, content: Content): void => {
  const { vhost } = channel.peer;
  const exchange = exchangeNamed(vhost, args.exchange);
  if (exchange.internal) throw new AmqpError(403, `cannot publish to internal exchange '${exchange.name}' in vhost '/'`);
  const properties = checkedProperties(channel, content.properties);
  const confirm = confirmation(channel);
  const { routingKey } = args;
  const outcome = publish(vhost, exchange, { routingKey, properties, body: content.body, at: Date.now() });
  if (!outcome.routed && args.mandatory) {
    channel.sendContent('basic.return', { replyCode: 312, replyText: 'NO_ROUTE', exchange: exchange.name, routingKey }, content);
  }
  if (outcome.stored) vhost.store.committed((safe) => { confirm(safe && !outcome.refused); });
  else confirm(!outcome.refused);
};
