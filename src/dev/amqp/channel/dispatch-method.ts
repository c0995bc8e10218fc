import { AmqpError } from '../amqp-error.ts';
import type { Method } from '../codec/method-codec.ts';
import { basicMethods } from './basic-methods.ts';
import type { Channel, Handlers } from './channel.ts';
import { confirmMethods } from './confirm-methods.ts';
import { exchangeMethods } from './exchange-methods.ts';
import { queueMethods } from './queue-methods.ts';
import { stopReplies } from './reply-to.ts';
import { removeConsumer } from './consume.ts';
import { recover } from './settle.ts';

const flow = {
  'channel.flow': (channel, { active }) => {
    if (!active) throw new AmqpError(540, 'active=false');
    channel.send('channel.flow-ok', { active });
  },
} satisfies Handlers;

const handlers: Handlers = { ...flow, ...exchangeMethods, ...queueMethods, ...basicMethods, ...confirmMethods };

const answerOf = (name: Method['name']): ((channel: Channel, args: Method['args']) => void) => {
  if (name.startsWith('tx.')) throw new AmqpError(540, `${name}: the development broker has no transactions; use confirms`);
  const handler = handlers[name];
  if (handler === undefined) throw new AmqpError(503, `${name} is not a client's to send here`);
  // The table of methods gives `args` the shape that the handler of the same name takes.
  return handler as (channel: Channel, args: Method['args']) => void;
};

export const dispatchMethod = (channel: Channel, { name, args }: Method): void => {
  if (channel.incoming !== undefined) throw new AmqpError(505, `expected the content of a publication, got ${name}`);
  answerOf(name)(channel, args);
};

/** Its consumers go and what it had not settled goes back. */
export const endChannel = (channel: Channel): void => {
  stopReplies(channel);
  channel.incoming = undefined;
  channel.confirms = undefined;
  for (const consumer of channel.consumers.values()) removeConsumer(channel, consumer);
  recover(channel);
};
