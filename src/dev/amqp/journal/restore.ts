import { dispatch, restore } from '../model/queue.ts';
import type { Store } from '../model/store.ts';
import { installQueue } from '../model/topology.ts';
import { createVhost } from '../model/vhost.ts';
import type { Vhost } from '../model/vhost.ts';
import type { Stored } from './stored.ts';

const restoreQueues = (vhost: Vhost, stored: Stored): void => {
  for (const { record, messages } of stored.queues.values()) {
    const { name, autoDelete, arguments: table } = record;
    const queue = installQueue(vhost, { name, durable: true, autoDelete, owner: undefined, arguments: table });
    for (const message of messages.values()) restore(queue, message);
  }
};

const restoreExchanges = (vhost: Vhost, stored: Stored): void => {
  for (const { kind: _, ...exchange } of stored.exchanges.values()) vhost.exchanges.set(exchange.name, { ...exchange, bindings: [] });
  for (const { source, binding } of stored.bindings) vhost.exchanges.get(source)?.bindings.push(binding);
};

/** A virtual host as an earlier broker left it. What expired meanwhile is dead-lettered now, when all routes are there. */
export const restoreVhost = (stored: Stored, store: Store): Vhost => {
  const vhost = createVhost(store);
  vhost.lastId = stored.lastId;
  restoreExchanges(vhost, stored);
  restoreQueues(vhost, stored);
  for (const queue of vhost.queues.values()) dispatch(queue);
  return vhost;
};
