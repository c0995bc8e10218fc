import { randomBytes } from 'node:crypto';
import { AmqpError } from '../amqp-error.ts';
import type { MethodArguments } from '../codec/method-codec.ts';
import { purge, touch } from '../model/queue.ts';
import type { Queue } from '../model/queue.ts';
import { comparedArguments } from '../model/queue-options.ts';
import { sizeOf } from '../model/ready-list.ts';
import type { Binding, Exchange } from '../model/routing.ts';
import { addQueue, bind, deleteQueue, unbind } from '../model/topology.ts';
import { exchangeNamed, queueNamed } from '../model/vhost.ts';
import type { Channel, Handlers } from './channel.ts';
import { assertNotDefault } from './exchange-methods.ts';
import { assertEquivalent } from './equivalence.ts';
import { isReplyName } from './reply-to.ts';

type Declare = MethodArguments<'queue.declare'>;

/** The queue a method names; an empty name is the one declared last on this channel. Throws 404. */
export const queueOf = (channel: Channel, name: string): Queue => {
  const chosen = name === '' ? channel.lastQueue : name;
  if (chosen === undefined) throw new AmqpError(404, 'no previously declared queue');
  return queueNamed(channel.peer.vhost, chosen, channel.peer.id);
};

const compared = ({ durable, exclusive, autoDelete, arguments: table }: Pick<Declare, 'durable' | 'exclusive' | 'autoDelete' | 'arguments'>) => ({
  durable, exclusive, auto_delete: autoDelete, ...Object.fromEntries(comparedArguments.map((name) => [name, table[name]])),
});

const declare = (channel: Channel, args: Declare): Queue => {
  const { vhost, id } = channel.peer;
  if (args.passive) return queueOf(channel, args.queue);
  const name = args.queue === '' ? `amq.gen-${randomBytes(16).toString('base64url')}` : args.queue;
  if (vhost.queues.has(name)) {
    const existing = queueNamed(vhost, name, id);
    assertEquivalent(`queue '${name}'`, compared(args), compared({ ...existing, exclusive: existing.owner !== undefined }));
    return existing;
  }
  if (args.queue.startsWith('amq.')) throw new AmqpError(403, `queue name '${name}' contains reserved prefix 'amq.*'`);
  return addQueue(vhost, { name, durable: args.durable, autoDelete: args.autoDelete, owner: args.exclusive ? id : undefined, arguments: args.arguments });
};

/** Some clients ask in this way whether somebody still waits for a direct reply. */
const declareReply = (channel: Channel, { queue }: Declare): void => {
  if (!channel.peer.vhost.replies.has(queue)) throw new AmqpError(404, `no queue '${queue}' in vhost '/'`);
  channel.send('queue.declare-ok', { queue, messageCount: 0, consumerCount: 1 });
};

const ends = (channel: Channel, args: Pick<MethodArguments<'queue.bind'>, 'queue' | 'exchange' | 'routingKey' | 'arguments'>): { readonly source: Exchange; readonly binding: Binding } => {
  const queue = queueOf(channel, args.queue);
  assertNotDefault(args.exchange);
  const routingKey = args.queue === '' && args.routingKey === '' ? queue.name : args.routingKey;
  return { source: exchangeNamed(channel.peer.vhost, args.exchange), binding: { kind: 'queue', destination: queue.name, routingKey, arguments: args.arguments } };
};

const remove = (channel: Channel, { queue: name, ifUnused, ifEmpty }: MethodArguments<'queue.delete'>): number => {
  if (name !== '' && !channel.peer.vhost.queues.has(name)) return 0;
  const queue = queueOf(channel, name);
  if (ifUnused && queue.consumers.length > 0) throw new AmqpError(406, `queue '${queue.name}' in vhost '/' in use`);
  if (ifEmpty && sizeOf(queue.ready) > 0) throw new AmqpError(406, `queue '${queue.name}' in vhost '/' not empty`);
  return deleteQueue(channel.peer.vhost, queue);
};

export const queueMethods = {
  'queue.declare': (channel, args) => {
    if (isReplyName(args.queue)) {
      declareReply(channel, args);
      return;
    }
    const queue = declare(channel, args);
    channel.lastQueue = queue.name;
    touch(queue);
    if (!args.nowait) channel.send('queue.declare-ok', { queue: queue.name, messageCount: sizeOf(queue.ready), consumerCount: queue.consumers.length });
  },
  'queue.bind': (channel, args) => {
    const { source, binding } = ends(channel, args);
    bind(channel.peer.vhost, source, binding);
    if (!args.nowait) channel.send('queue.bind-ok', {});
  },
  'queue.unbind': (channel, args) => {
    const { source, binding } = ends(channel, args);
    unbind(channel.peer.vhost, source, binding);
    channel.send('queue.unbind-ok', {});
  },
  'queue.purge': (channel, args) => {
    const messageCount = purge(queueOf(channel, args.queue));
    if (!args.nowait) channel.send('queue.purge-ok', { messageCount });
  },
  'queue.delete': (channel, args) => {
    const messageCount = remove(channel, args);
    if (!args.nowait) channel.send('queue.delete-ok', { messageCount });
  },
} satisfies Handlers;
