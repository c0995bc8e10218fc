import { SpanKind } from '@opentelemetry/api';
import type { ConsumeMessage, Options } from 'amqplib';
import type { ZodType } from 'zod';
import { runInRequestContext } from '../http/request-context.ts';
import type { Service } from '../service/service.ts';
import { extractTrace } from '../tracing/propagation.ts';
import { attributesOf } from './cloud-event.ts';
import type { OutgoingMessage } from './confirmed-publish.ts';
import type { BusEvent, Subscription } from './subscription.ts';

/** What becomes of a message: it is done, or it goes on to a retry queue or the dead letters. */
export type Verdict = { readonly outcome: 'done' } | { readonly outcome: 'retried' | 'dead'; readonly next: OutgoingMessage };

type Parts = Pick<Service, 'tracing' | 'log'>;

const attemptHeader = 'x-attempt';
const deadReasonHeader = 'x-dead-reason';

/** Has the handler work on a message. Never rejects. */
export const handleDelivery = async (subscription: Subscription, message: ConsumeMessage, parts: Parts): Promise<Verdict> => {
  const attempt = Number(message.properties.headers?.[attemptHeader] ?? 1);
  const attributes = attributesOf(message.properties);
  const about = { event: attributes.id, queue: subscription.queues.main, attempt };
  const parsed = parse(subscription.schema, message.content);
  if (!parsed.success) {
    parts.log.error({ ...about, reason: parsed.reason }, 'invalid event; dead-lettered');
    return deadLetter(subscription, message, `invalid: ${parsed.reason}`);
  }
  try {
    await work(subscription, message, { parts, event: { ...attributes, data: parsed.value, attempt, log: parts.log } });
    return { outcome: 'done' };
  } catch (error) {
    const delay = subscription.delays[attempt - 1];
    parts.log.warn({ ...about, err: error, delay }, delay === undefined ? 'event failed for the last time; dead-lettered' : 'event failed; trying again');
    if (delay === undefined) return deadLetter(subscription, message, `failed ${attempt} times: ${messageOf(error)}`);
    return { outcome: 'retried', next: forward(message, subscription.queues.retry(delay), { [attemptHeader]: attempt + 1 }) };
  }
};

/** Inside the trace and the request that published the event. */
const work = ({ handler, queues }: Subscription, message: ConsumeMessage, { parts, event }: { readonly parts: Parts; readonly event: BusEvent<unknown> }): Promise<void> => {
  const headers = message.properties.headers ?? {};
  const attributes = { 'messaging.system': 'rabbitmq', 'messaging.destination.name': queues.main, 'messaging.message.id': event.id };
  const span = { kind: SpanKind.CONSUMER, parent: extractTrace(headers), attributes };
  return parts.tracing.withSpan(`process ${queues.main}`, span, async (own) => {
    const requestId = String(headers['x-request-id'] ?? event.id);
    const request = { requestId, traceId: own.spanContext().traceId, deadline: Infinity, identity: {} };
    await runInRequestContext(request, async () => handler(event));
  });
};

const deadLetter = ({ queues }: Subscription, message: ConsumeMessage, reason: string): Verdict =>
  ({ outcome: 'dead', next: forward(message, queues.dead, { [deadReasonHeader]: reason.slice(0, 500) }) });

/** The same message in another queue, with more headers. */
const forward = ({ content, properties }: ConsumeMessage, queue: string, headers: Readonly<Record<string, unknown>>): OutgoingMessage => ({
  exchange: '',
  routingKey: queue,
  content,
  properties: { ...(properties as Options.Publish), persistent: true, headers: { ...properties.headers, ...headers } },
});

type Parsed = { readonly success: true; readonly value: unknown } | { readonly success: false; readonly reason: string };

const parse = (schema: ZodType, content: Buffer): Parsed => {
  try {
    const parsed = schema.safeParse(JSON.parse(content.toString('utf8')));
    if (parsed.success) return { success: true, value: parsed.data };
    return { success: false, reason: parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ') };
  } catch (error) {
    return { success: false, reason: messageOf(error) };
  }
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
