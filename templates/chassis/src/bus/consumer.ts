import type { Channel, ConsumeMessage } from 'amqplib';
import type { BusMetrics, HandlingOutcome } from './bus-metrics.ts';
import { attributesOf } from './cloud-event.ts';
import { publishConfirmed } from './confirmed-publish.ts';
import type { Session } from './connection.ts';
import { attemptOf, toDeadLetters, toRetry } from './forward.ts';
import { handleDelivery, type Verdict } from './delivery.ts';
import { createLanes } from './lanes.ts';
import { createRetryInPlace, type RetryInPlace } from './retry-in-place.ts';
import type { Service } from '../service/service.ts';
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
  const stopped = new AbortController();
  const inPlace = createRetryInPlace(stopped.signal);
  const lanes = createLanes();

  const take = (delivery: Delivery, subscription: Subscription): Promise<void> => {
    if (!subscription.ordered) return settle(parts, subscription, { ...delivery, handle: handleDelivery });
    const key = `${subscription.type} ${attributesOf(delivery.message.properties).partitionkey ?? ''}`;
    return lanes.run(key, () => settle(parts, subscription, { ...delivery, handle: inPlace }));
  };
  const consume: Consumers['consume'] = async (session, subscription) => {
    if (stopped.signal.aborted) return;
    const channel = await session.model.createChannel();
    channel.on('error', session.abandon);
    channel.on('close', () => { cancels.delete(channel); });
    await assertSubscription(channel, subscription);
    await channel.prefetch(subscription.prefetch);
    const { consumerTag } = await channel.consume(subscription.queues.main, (message) => {
      if (message === null) return session.abandon(new Error(`the broker ended the consumer of ${subscription.queues.main}`));
      const work = take({ session, channel, message }, subscription).finally(() => inHand.delete(work));
      inHand.add(work);
    });
    cancels.set(channel, () => channel.cancel(consumerTag));
  };
  const stop = async (graceMs: number): Promise<void> => {
    stopped.abort(new Error('the service stops'));
    await Promise.allSettled([...cancels.values()].map((cancel) => cancel()));
    await Promise.race([Promise.all(inHand), new Promise((resolve) => { setTimeout(resolve, graceMs).unref(); })]);
    // The close of a connection overtakes acknowledgements that are on their way; the close of their channel comes after them.
    await Promise.allSettled([...cancels.keys()].map((channel) => channel.close()));
  };
  return { consume, stop };
};

type Delivery = { readonly session: Session; readonly channel: Channel; readonly message: ConsumeMessage };

/** The acknowledgement comes last: a process that dies before has the message delivered again. */
const settle = async (parts: ConsumerParts, subscription: Subscription, { session, channel, message, handle }: Delivery & { readonly handle: RetryInPlace }): Promise<void> => {
  const start = performance.now();
  const attempt = attemptOf(message);
  const verdict = await handle(subscription, { message, attempt }, parts);
  if (verdict === 'stopped') return;
  let outcome: HandlingOutcome = verdict.outcome;
  try {
    await passOn(verdict, { session, message, attempt }, subscription);
    channel.ack(message);
  } catch (error) {
    outcome = 'lost';
    parts.log.warn({ err: error, queue: subscription.queues.main }, 'no acknowledgement; the event comes again');
    // On a connection that is still up an unacknowledged message would wait forever.
    session.abandon(new Error('a message could not be acknowledged', { cause: error }));
  }
  parts.metrics.handled(subscription.type, outcome, { seconds: (performance.now() - start) / 1000, time: attributesOf(message.properties).time });
};

const passOn = async (verdict: Verdict, { session, message, attempt }: { readonly session: Session; readonly message: ConsumeMessage; readonly attempt: number }, { queues }: Subscription): Promise<void> => {
  if (verdict.outcome === 'retried') await publishConfirmed(session, toRetry(message, queues, { delayMs: verdict.delayMs, attempt: attempt + 1 }));
  if (verdict.outcome === 'dead') await publishConfirmed(session, toDeadLetters(message, queues, verdict.reason));
};
