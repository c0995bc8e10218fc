import type { Channel } from 'amqplib';

/** All events go through this one topic exchange; the routing key is the event's type. */
export const eventExchange = 'events';

/** The queues of one subscription. A service's instances share them and so the work. */
export type SubscriptionQueues = {
  readonly main: string;
  /** Where a message waits before its next attempt, by milliseconds. */
  readonly retry: (delayMs: number) => string;
  /** Where a message ends that could not be handled. */
  readonly dead: string;
};

export const queuesOf = (service: string, type: string): SubscriptionQueues => {
  const main = `${service}.${type}`;
  return { main, retry: (delayMs) => `${main}.retry.${delayMs}`, dead: `${main}.dead` };
};

export const assertExchange = async (channel: Channel): Promise<void> => {
  await channel.assertExchange(eventExchange, 'topic', { durable: true });
};

export type SubscriptionTopology = { readonly queues: SubscriptionQueues; readonly type: string; readonly delays: readonly number[]; readonly ordered: boolean };

/**
 * One retry queue a delay: RabbitMQ drops expired messages only at a queue's head, so different delays in one queue
 * would wait for each other. What expires goes back to the main queue, and only there: other services have no part in it.
 */
export const assertSubscription = async (channel: Channel, { queues, type, delays, ordered }: SubscriptionTopology): Promise<void> => {
  await channel.assertQueue(queues.dead, { durable: true });
  // Ordered events are tried again in place.
  for (const delay of ordered ? [] : delays) {
    await channel.assertQueue(queues.retry(delay), { durable: true, messageTtl: delay, deadLetterExchange: '', deadLetterRoutingKey: queues.main });
  }
  const single = ordered ? { arguments: { 'x-single-active-consumer': true } } : {};
  await channel.assertQueue(queues.main, { durable: true, deadLetterExchange: '', deadLetterRoutingKey: queues.dead, ...single });
  await channel.bindQueue(queues.main, eventExchange, type);
};
