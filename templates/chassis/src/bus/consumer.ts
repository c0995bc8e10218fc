import type { Channel, ConsumeMessage } from 'amqplib';
import type { Service } from '../service/service.ts';
import type { BusMetrics, HandlingOutcome } from './bus-metrics.ts';
import { publishConfirmed } from './confirmed-publish.ts';
import type { Session } from './connection.ts';
import { handleDelivery } from './delivery.ts';
import type { Subscription } from './subscription.ts';
import { assertSubscription } from './topology.ts';

export type ConsumerParts = Pick<Service, 'tracing' | 'log'> & {
  readonly metrics: BusMetrics;
};

export type Consumers = {
  /** Declares the queues of a subscription on this session and starts taking messages from them. */
  readonly consume: (session: Session, subscription: Subscription) => Promise<void>;
  /** Takes no more messages and waits for the handlers in hand, `graceMs` at most. What is left unacknowledged comes again elsewhere. */
  readonly stop: (graceMs: number) => Promise<void>;
};

export const createConsumers = (parts: ConsumerParts): Consumers => {
  const inHand = new Set<Promise<void>>();
  const cancels = new Map<Channel, () => Promise<unknown>>();
  let stopped = false;

  const consume: Consumers['consume'] = async (session, subscription) => {
    if (stopped) return;
    const channel = await session.model.createChannel();
    channel.on('error', session.abandon);
    channel.on('close', () => { cancels.delete(channel); });
    await assertSubscription(channel, subscription);
    await channel.prefetch(subscription.prefetch);
    const { consumerTag } = await channel.consume(subscription.queues.main, (message) => {
      if (message === null) return session.abandon(new Error(`the broker ended the consumer of ${subscription.queues.main}`));
      const work = settle(parts, subscription, { session, channel, message }).finally(() => inHand.delete(work));
      inHand.add(work);
    });
    cancels.set(channel, () => channel.cancel(consumerTag));
  };
  const stop = async (graceMs: number): Promise<void> => {
    stopped = true;
    await Promise.allSettled([...cancels.values()].map((cancel) => cancel()));
    await Promise.race([Promise.all(inHand), new Promise((resolve) => { setTimeout(resolve, graceMs).unref(); })]);
    // The close of a connection overtakes acknowledgements that are on their way; the close of their channel comes after them.
    await Promise.allSettled([...cancels.keys()].map((channel) => channel.close()));
  };
  return { consume, stop };
};

type Delivery = { readonly session: Session; readonly channel: Channel; readonly message: ConsumeMessage };

/** The acknowledgement comes last: a process that dies before has the message delivered again. */
const settle = async (parts: ConsumerParts, subscription: Subscription, { session, channel, message }: Delivery): Promise<void> => {
  const start = performance.now();
  const verdict = await handleDelivery(subscription, message, parts);
  let outcome: HandlingOutcome = verdict.outcome;
  try {
    if (verdict.outcome !== 'done') await publishConfirmed(session, verdict.next);
    channel.ack(message);
  } catch (error) {
    outcome = 'lost';
    parts.log.warn({ err: error, queue: subscription.queues.main }, 'no acknowledgement; the event comes again');
    // On a connection that is still up an unacknowledged message would wait forever.
    session.abandon(new Error('a message could not be acknowledged', { cause: error }));
  }
  parts.metrics.handled(subscription.type, outcome, (performance.now() - start) / 1000);
};
