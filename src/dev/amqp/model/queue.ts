import type { Table } from '../codec/table.ts';
import type { Message } from './message.ts';
import { queueOptions } from './queue-options.ts';
import type { QueueOptions } from './queue-options.ts';
import { append, createReadyList, firstOf, putBack, shift, sizeOf } from './ready-list.ts';
import type { Entry, ReadyList } from './ready-list.ts';

export type DeathReason = 'rejected' | 'expired' | 'maxlen';

export interface Consumer {
  readonly noAck: boolean;
  readonly exclusive: boolean;
  /** False while a prefetch limit or a slow connection holds it back. */
  readonly canTake: () => boolean;
  readonly deliver: (entry: Entry) => void;
  /** The queue is gone. */
  readonly cancelled: () => void;
}

/** What a queue tells the broker. */
export interface QueueEvents {
  /** The entry left the queue without being consumed; it is to be dead-lettered. */
  readonly died: (queue: Queue, entry: Entry, reason: DeathReason) => void;
  /** The entry is not in the queue any more. */
  readonly settled: (queue: Queue, entry: Entry) => void;
  /** Nobody uses the queue, and it is one that goes then. */
  readonly unused: (queue: Queue) => void;
}

export interface QueueDeclaration {
  readonly name: string;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  /** The id of the connection it belongs to, where it is exclusive. */
  readonly owner: number | undefined;
  readonly arguments: Table;
}

export interface Queue extends QueueDeclaration {
  readonly options: QueueOptions;
  readonly events: QueueEvents;
  readonly ready: ReadyList;
  readonly consumers: Consumer[];
  unacknowledged: number;
  /** Where the round of consumers goes on. */
  turn: number;
  deleted: boolean;
  expiry: { readonly timer: NodeJS.Timeout; readonly due: number } | undefined;
  idle: NodeJS.Timeout | undefined;
}

const longestTimer = 2 ** 31 - 1;

export const createQueue = (declaration: QueueDeclaration, events: QueueEvents): Queue => {
  const options = queueOptions(declaration.name, declaration.arguments);
  const queue: Queue = {
    ...declaration, options, events, ready: createReadyList(), consumers: [], unacknowledged: 0, turn: 0, deleted: false, expiry: undefined, idle: undefined,
  };
  touch(queue);
  return queue;
};

/** Restarts the time after which an unused queue goes. */
export const touch = (queue: Queue): void => {
  clearTimeout(queue.idle);
  if (queue.options.expires === undefined || queue.consumers.length > 0) return;
  queue.idle = setTimeout(() => { queue.events.unused(queue); }, Math.min(queue.options.expires, longestTimer)).unref();
};

const isFull = ({ options, ready }: Queue): boolean => sizeOf(ready) >= options.maxLength || ready.bytes >= options.maxBytes;

/** A full queue that refuses new messages does so before they are stored anywhere. */
export const refuses = (queue: Queue): boolean => queue.options.overflow !== 'drop-head' && isFull(queue);

const entryOf = (queue: Queue, message: Message): Entry => {
  const ttl = Math.min(queue.options.ttl ?? Infinity, message.expiration ?? Infinity);
  return { message, expiresAt: ttl === Infinity ? undefined : message.at + ttl, redelivered: false };
};

export const enqueue = (queue: Queue, message: Message): void => {
  const entry = entryOf(queue, message);
  append(queue.ready, entry);
  // The clock may go on meanwhile: a consumer that is there gets what has come just now, however short it is to live.
  dispatch(queue, Math.min(Date.now(), entry.expiresAt ?? Infinity));
  trim(queue);
};

/** After a restart nobody knows what had been delivered, so everything may have been. */
export const restore = (queue: Queue, message: Message): void => {
  append(queue.ready, { ...entryOf(queue, message), redelivered: true });
};

const kill = (queue: Queue, reason: DeathReason): void => {
  const entry = shift(queue.ready);
  if (entry === undefined) return;
  queue.events.died(queue, entry, reason);
  queue.events.settled(queue, entry);
};

const trim = (queue: Queue): void => {
  while (sizeOf(queue.ready) > queue.options.maxLength || queue.ready.bytes > queue.options.maxBytes) kill(queue, 'maxlen');
};

/** Only the first message is looked at, as in RabbitMQ: one that expires behind it goes when its turn comes. */
const dropExpired = (queue: Queue, before: number): void => {
  for (let first = firstOf(queue.ready); first?.expiresAt !== undefined && first.expiresAt < before; first = firstOf(queue.ready)) kill(queue, 'expired');
};

const watchExpiry = (queue: Queue): void => {
  const due = firstOf(queue.ready)?.expiresAt;
  if (due === undefined || (queue.expiry !== undefined && queue.expiry.due <= due)) return;
  clearTimeout(queue.expiry?.timer);
  const expire = (): void => {
    queue.expiry = undefined;
    dispatch(queue);
  };
  queue.expiry = { due, timer: setTimeout(expire, Math.min(Math.max(due - Date.now(), 0), longestTimer)).unref() };
};

const nextConsumer = (queue: Queue): Consumer | undefined => {
  const { consumers } = queue;
  if (queue.options.singleActiveConsumer) return consumers[0]?.canTake() === true ? consumers[0] : undefined;
  for (let step = 0; step < consumers.length; step += 1) {
    const index = (queue.turn + step) % consumers.length;
    const consumer = consumers[index];
    if (consumer?.canTake() !== true) continue;
    queue.turn = index + 1;
    return consumer;
  }
  return undefined;
};

/** Gives waiting messages to consumers that can take one, in turn; what was due before `now` (ms since 1970) is dead. */
export const dispatch = (queue: Queue, now = Date.now()): void => {
  if (queue.deleted) return;
  while (sizeOf(queue.ready) > 0) {
    const consumer = nextConsumer(queue);
    if (consumer === undefined) break;
    const entry = take(queue, consumer.noAck, now);
    if (entry !== undefined) consumer.deliver(entry);
  }
  // Only now those due this very millisecond: a time to live of 0 still reaches a consumer that is there.
  dropExpired(queue, Date.now() + 1);
  watchExpiry(queue);
};

/** The first living message; with `noAck` it is settled at once. */
export const take = (queue: Queue, noAck: boolean, now = Date.now()): Entry | undefined => {
  dropExpired(queue, now);
  const entry = shift(queue.ready);
  if (entry === undefined) return undefined;
  if (noAck) queue.events.settled(queue, entry);
  else queue.unacknowledged += 1;
  return entry;
};

export const acknowledge = (queue: Queue, entry: Entry): void => {
  queue.unacknowledged -= 1;
  if (!queue.deleted) queue.events.settled(queue, entry);
};

export const reject = (queue: Queue, entry: Entry): void => {
  queue.unacknowledged -= 1;
  if (queue.deleted) return;
  queue.events.died(queue, entry, 'rejected');
  queue.events.settled(queue, entry);
};

/** Back to their old places; `dispatch` is the caller's, once all have come back. */
export const requeue = (queue: Queue, entry: Entry): void => {
  queue.unacknowledged -= 1;
  entry.redelivered = true;
  putBack(queue.ready, entry);
};

export const purge = (queue: Queue): number => {
  const count = sizeOf(queue.ready);
  for (let entry = shift(queue.ready); entry !== undefined; entry = shift(queue.ready)) queue.events.settled(queue, entry);
  return count;
};

/** What its channels have not settled yet is lost with it. */
export const dispose = (queue: Queue): void => {
  queue.deleted = true;
  clearTimeout(queue.idle);
  clearTimeout(queue.expiry?.timer);
  queue.consumers.length = 0;
};
