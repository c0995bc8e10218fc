import { SpanKind } from '@opentelemetry/api';
import type { ConsumeMessage, Options } from 'amqplib';
import type { ZodType } from 'zod';
import type { Service } from '../service/service.ts';
import { runInRequestContext } from '../http/request-context.ts';
import { extractTrace } from '../tracing/propagation.ts';
import { attributesOf, type EventAttributes } from './cloud-event.ts';
import type { OutgoingMessage } from './confirmed-publish.ts';
import type { SubscriptionQueues } from './topology.ts';

export type BusEvent<Data> = EventAttributes & {
  /** Validated by the contract. */
  readonly data: Data;
  /** 1 the first time. A message that comes again after a crash keeps its number. */
  readonly attempt: number;
  readonly log: Service['log'];
};

/** Resolving acknowledges the event; rejecting has it tried again later. It may come twice: the effect must not. */
export type EventHandler<Data> = (event: BusEvent<Data>) => Promise<void> | void;

export type Subscription = {
  readonly type: string;
  readonly queues: SubscriptionQueues;
  readonly schema: ZodType;
  readonly handler: EventHandler<unknown>;
  /** Pause before the second attempt, the third, and so on; milliseconds. So attempts are one more. */
  readonly delays: readonly number[];
  readonly prefetch: number;
};

/** What becomes of a message: it is done, or it goes on to a retry queue or the dead letters. */
export type Verdict = { readonly outcome: 'done' } | { readonly outcome: 'retried' | 'dead'; readonly next: OutgoingMessage };

/** Has the handler work on a message, inside the trace and the request that published it. Never rejects. */
export const handleDelivery = async (subscription: Subscription, message: ConsumeMessage, { tracing, log }: Pick<Service, 'tracing' | 'log'>): Promise<Verdict> => {
  const headers = message.properties.headers ?? {};
  const attempt = Number(headers[attemptHeader] ?? 1);
  const attributes = attributesOf(message.properties);
  const data = parse(subscription.schema, message.content);
  if (!data.success) {
    log.error({ event: attributes.id, queue: subscription.queues.main, reason: data.reason }, 'invalid event; dead-lettered');
    return deadLetter(subscription, message, `invalid: ${data.reason}`);
  }
  const span = { kind: SpanKind.CONSUMER, parent: extractTrace(headers), attributes: { 'messaging.system': 'rabbitmq', 'messaging.destination.name': subscription.queues.main, 'messaging.message.id': attributes.id } };
  try {
    await tracing.withSpan(`process ${subscription.queues.main}`, span, async (active) => {
      const request = { requestId: String(headers['x-request-id'] ?? attributes.id), traceId: active.spanContext().traceId, deadline: Infinity, identity: {} };
      await runInRequestContext(request, async () => subscription.handler({ ...attributes, data: data.value, attempt, log }));
    });
    return { outcome: 'done' };
  } catch (error) {
    const delay = subscription.delays[attempt - 1];
    log.warn({ err: error, event: attributes.id, queue: subscription.queues.main, attempt, delay }, delay === undefined ? 'event failed for the last time; dead-lettered' : 'event failed; trying again');
    return delay === undefined ? deadLetter(subscription, message, `failed ${attempt} times: ${messageOf(error)}`) : retryAfter(subscription, message, { delay, attempt });
  }
};

export const attemptHeader = 'x-attempt';
export const deadReasonHeader = 'x-dead-reason';

const retryAfter = ({ queues }: Subscription, message: ConsumeMessage, { delay, attempt }: { readonly delay: number; readonly attempt: number }): Verdict =>
  ({ outcome: 'retried', next: forward(message, queues.retry(delay), { [attemptHeader]: attempt + 1 }) });

const deadLetter = ({ queues }: Subscription, message: ConsumeMessage, reason: string): Verdict =>
  ({ outcome: 'dead', next: forward(message, queues.dead, { [deadReasonHeader]: reason.slice(0, 500) }) });

/** The same message in another queue, with more headers. */
const forward = ({ content, properties }: ConsumeMessage, queue: string, headers: Readonly<Record<string, unknown>>): OutgoingMessage => ({
  exchange: '',
  routingKey: queue,
  content,
  properties: { ...(properties as Options.Publish), persistent: true, headers: { ...properties.headers, ...headers } },
});

const parse = (schema: ZodType, content: Buffer): { readonly success: true; readonly value: unknown } | { readonly success: false; readonly reason: string } => {
  try {
    const parsed = schema.safeParse(JSON.parse(content.toString('utf8')));
    return parsed.success ? { success: true, value: parsed.data } : { success: false, reason: parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ') };
  } catch (error) {
    return { success: false, reason: messageOf(error) };
  }
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
