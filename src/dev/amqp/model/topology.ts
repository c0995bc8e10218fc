import { isDeepStrictEqual } from 'node:util';
import { createQueue, dispatch, dispose, purge, touch } from './queue.ts';
import type { Queue, QueueDeclaration, QueueEvents } from './queue.ts';
import { sizeOf } from './ready-list.ts';
import type { Binding, Exchange } from './routing.ts';
import { entryDied } from './vhost.ts';
import type { Vhost } from './vhost.ts';

const isKept = (queue: Pick<Queue, 'durable' | 'owner'>): boolean => queue.durable && queue.owner === undefined;

const eventsOf = (vhost: Vhost): QueueEvents => ({
  died: (queue, entry, reason) => { entryDied(vhost, queue, { entry, reason }); },
  settled: (queue, { message }) => {
    if (message.persistent && isKept(queue)) vhost.store.append({ kind: 'settled', queue: queue.name, id: message.id });
  },
  unused: (queue) => { deleteQueue(vhost, queue); },
});

/** A queue the store knows already. */
export const installQueue = (vhost: Vhost, declaration: QueueDeclaration): Queue => {
  const queue = createQueue(declaration, eventsOf(vhost));
  vhost.queues.set(queue.name, queue);
  return queue;
};

/** Throws 406 for arguments a queue cannot have. */
export const addQueue = (vhost: Vhost, declaration: QueueDeclaration): Queue => {
  const queue = installQueue(vhost, declaration);
  if (isKept(queue)) vhost.store.append({ kind: 'queue', name: queue.name, autoDelete: queue.autoDelete, arguments: queue.arguments });
  return queue;
};

/** Tells its consumers; returns how many messages were waiting. */
export const deleteQueue = (vhost: Vhost, queue: Queue): number => {
  if (vhost.queues.get(queue.name) !== queue) return 0;
  vhost.queues.delete(queue.name);
  if (isKept(queue)) vhost.store.append({ kind: 'queue-deleted', name: queue.name });
  const count = sizeOf(queue.ready);
  const consumers = [...queue.consumers];
  dispose(queue);
  for (const consumer of consumers) consumer.cancelled();
  removeBindingsTo(vhost, 'queue', queue.name);
  return count;
};

export const addExchange = (vhost: Vhost, exchange: Omit<Exchange, 'bindings'>): Exchange => {
  const added = { ...exchange, bindings: [] };
  vhost.exchanges.set(exchange.name, added);
  if (exchange.durable) vhost.store.append({ ...exchange, kind: 'exchange' });
  return added;
};

export const deleteExchange = (vhost: Vhost, exchange: Exchange): void => {
  vhost.exchanges.delete(exchange.name);
  if (exchange.durable) vhost.store.append({ kind: 'exchange-deleted', name: exchange.name });
  removeBindingsTo(vhost, 'exchange', exchange.name);
};

const removeBindingsTo = (vhost: Vhost, kind: Binding['kind'], destination: string): void => {
  for (const exchange of vhost.exchanges.values()) {
    const bound = exchange.bindings.filter((binding) => binding.kind === kind && binding.destination === destination);
    for (const binding of bound) unbind(vhost, exchange, binding);
  }
};

/** A binding outlives a restart only if both its ends do. */
const isBindingKept = (vhost: Vhost, exchange: Exchange, { kind, destination }: Binding): boolean => {
  if (!exchange.durable) return false;
  if (kind === 'exchange') return vhost.exchanges.get(destination)?.durable === true;
  const queue = vhost.queues.get(destination);
  return queue !== undefined && isKept(queue);
};

export const bind = (vhost: Vhost, exchange: Exchange, binding: Binding): void => {
  if (exchange.bindings.some((other) => isDeepStrictEqual(other, binding))) return;
  exchange.bindings.push(binding);
  if (isBindingKept(vhost, exchange, binding)) vhost.store.append({ kind: 'binding', source: exchange.name, binding });
};

/** An exchange that deletes itself goes with the last of its bindings. */
export const unbind = (vhost: Vhost, exchange: Exchange, binding: Binding): void => {
  const index = exchange.bindings.findIndex((other) => isDeepStrictEqual(other, binding));
  if (index === -1) return;
  exchange.bindings.splice(index, 1);
  if (isBindingKept(vhost, exchange, binding)) vhost.store.append({ kind: 'binding-deleted', source: exchange.name, binding });
  if (exchange.autoDelete && exchange.bindings.length === 0) deleteExchange(vhost, exchange);
};

/** A queue that deletes itself goes with the last of its consumers. */
export const consumerGone = (vhost: Vhost, queue: Queue): void => {
  if (queue.autoDelete && queue.consumers.length === 0) deleteQueue(vhost, queue);
  else {
    touch(queue);
    dispatch(queue);
  }
};

export const deleteQueuesOf = (vhost: Vhost, connection: number): void => {
  for (const queue of vhost.queues.values()) {
    if (queue.owner !== connection) continue;
    purge(queue);
    deleteQueue(vhost, queue);
  }
};
