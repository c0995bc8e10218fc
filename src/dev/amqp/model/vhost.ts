import { AmqpError } from '../amqp-error.ts';
import type { Table } from '../codec/table.ts';
import { headersOf, messageOf } from './message.ts';
import type { Envelope, Message } from './message.ts';
import { deadProperties, goesRound } from './dead-letter.ts';
import { enqueue, refuses } from './queue.ts';
import type { DeathReason, Queue } from './queue.ts';
import type { Entry } from './ready-list.ts';
import { route } from './routing.ts';
import type { Exchange, ExchangeType } from './routing.ts';
import type { Store } from './store.ts';

/** The broker has one virtual host, `/`. */
export interface Vhost {
  readonly exchanges: Map<string, Exchange>;
  readonly queues: Map<string, Queue>;
  /** Consumers of amq.rabbitmq.reply-to, by the name that is in the reply-to of their requests. */
  readonly replies: Map<string, (message: Message) => void>;
  readonly store: Store;
  lastId: number;
}

export interface Outcome {
  /** Whether any queue was found for it. */
  readonly routed: boolean;
  /** Whether a full queue turned it away. */
  readonly refused: boolean;
  /** Whether the store holds it. */
  readonly stored: boolean;
}

const predeclared: readonly (readonly [name: string, type: ExchangeType])[] = [
  ['', 'direct'], ['amq.direct', 'direct'], ['amq.fanout', 'fanout'], ['amq.topic', 'topic'], ['amq.headers', 'headers'], ['amq.match', 'headers'],
];

export const createVhost = (store: Store): Vhost => ({
  exchanges: new Map(predeclared.map(([name, type]) =>
    [name, { name, type, durable: true, autoDelete: false, internal: false, arguments: {}, bindings: [] }])),
  queues: new Map(),
  replies: new Map(),
  store,
  lastId: 0,
});

/** Throws 404. */
export const exchangeNamed = (vhost: Vhost, name: string): Exchange => {
  const exchange = vhost.exchanges.get(name);
  if (exchange === undefined) throw new AmqpError(404, `no exchange '${name}' in vhost '/'`);
  return exchange;
};

/** Throws 404, or 405 where the queue belongs to another connection. */
export const queueNamed = (vhost: Vhost, name: string, connection: number): Queue => {
  const queue = vhost.queues.get(name);
  if (queue === undefined) throw new AmqpError(404, `no queue '${name}' in vhost '/'`);
  if (queue.owner !== undefined && queue.owner !== connection) {
    throw new AmqpError(405, `cannot obtain exclusive access to locked queue '${name}' in vhost '/'`);
  }
  return queue;
};

const destinations = (vhost: Vhost, exchange: Exchange, message: Message): Queue[] => {
  if (exchange.name === '') return [vhost.queues.get(message.routingKey)].filter((queue) => queue !== undefined);
  let headers: Table | undefined;
  const names = route(vhost.exchanges, exchange, { routingKey: message.routingKey, headers: () => (headers ??= headersOf(message)) });
  return [...names].map((name) => vhost.queues.get(name)).filter((queue) => queue !== undefined);
};

/** Stores first and delivers then, so that the journal never settles what it does not hold. */
const deliverTo = (vhost: Vhost, message: Message, queues: readonly Queue[]): Outcome => {
  const willing = queues.filter((queue) => !refuses(queue));
  const durable = message.persistent ? willing.filter((queue) => queue.durable && queue.owner === undefined) : [];
  if (durable.length > 0) vhost.store.append({ kind: 'message', message, queues: durable.map((queue) => queue.name) });
  for (const queue of willing) enqueue(queue, message);
  for (const queue of queues) if (!willing.includes(queue) && queue.options.overflow === 'reject-publish-dlx') deadLetter(vhost, message, { queue, reason: 'maxlen' });
  return { routed: queues.length > 0, refused: willing.length < queues.length, stored: durable.length > 0 };
};

export const publish = (vhost: Vhost, exchange: Exchange, envelope: Omit<Envelope, 'id' | 'exchange'>): Outcome => {
  vhost.lastId += 1;
  const message = messageOf({ ...envelope, id: vhost.lastId, exchange: exchange.name });
  const reply = exchange.name === '' ? vhost.replies.get(message.routingKey) : undefined;
  if (reply === undefined) return deliverTo(vhost, message, destinations(vhost, exchange, message));
  reply(message);
  return { routed: true, refused: false, stored: false };
};

/** Sends a dead message on to the dead-letter exchange of the queue it died in, if there is one. */
const deadLetter = (vhost: Vhost, message: Message, { queue, reason }: { readonly queue: Queue; readonly reason: DeathReason }): void => {
  const { deadLetterExchange, deadLetterRoutingKey } = queue.options;
  const exchange = deadLetterExchange === undefined ? undefined : vhost.exchanges.get(deadLetterExchange);
  if (exchange === undefined) return;
  vhost.lastId += 1;
  const at = Date.now();
  const dead = messageOf({
    id: vhost.lastId,
    exchange: exchange.name,
    routingKey: deadLetterRoutingKey ?? message.routingKey,
    properties: deadProperties(message, { queue: queue.name, reason, at }),
    body: message.body,
    at,
  });
  const headers = headersOf(dead);
  deliverTo(vhost, dead, destinations(vhost, exchange, dead).filter((target) => !goesRound(headers, target.name)));
};

export const entryDied = (vhost: Vhost, queue: Queue, { entry, reason }: { readonly entry: Entry; readonly reason: DeathReason }): void => {
  deadLetter(vhost, entry.message, { queue, reason });
};
