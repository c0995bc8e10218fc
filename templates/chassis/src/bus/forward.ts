import type { ConsumeMessage, Options } from 'amqplib';
import type { OutgoingMessage } from './confirmed-publish.ts';
import type { SubscriptionQueues } from './topology.ts';

const attemptHeader = 'x-attempt';
const deadReasonHeader = 'x-dead-reason';

/** 1 for a message that comes from its publisher. */
export const attemptOf = ({ properties }: ConsumeMessage): number => Number(properties.headers?.[attemptHeader] ?? 1);

export const toRetry = (message: ConsumeMessage, queues: SubscriptionQueues, { delayMs, attempt }: { readonly delayMs: number; readonly attempt: number }): OutgoingMessage =>
  forward(message, queues.retry(delayMs), { [attemptHeader]: attempt });

/** The reason is for whoever looks at the dead letters. */
export const toDeadLetters = (message: ConsumeMessage, queues: SubscriptionQueues, reason: string): OutgoingMessage =>
  forward(message, queues.dead, { [deadReasonHeader]: reason.slice(0, 500) });

/** The same message in another queue, with more headers. */
const forward = ({ content, properties }: ConsumeMessage, queue: string, headers: Readonly<Record<string, unknown>>): OutgoingMessage => ({
  exchange: '',
  routingKey: queue,
  content,
  properties: { ...(properties as Options.Publish), persistent: true, headers: { ...properties.headers, ...headers } },
});
