import { SpanKind } from '@opentelemetry/api';
import type { ConsumeMessage } from 'amqplib';
import type { ZodType } from 'zod';
import { openDeadline, raceSignal } from '../client/deadline.ts';
import { runInRequestContext } from '../http/request-context.ts';
import type { Service } from '../service/service.ts';
import { extractTrace } from '../tracing/propagation.ts';
import { attributesOf } from './cloud-event.ts';
import { DeadLetter } from './dead-letter.ts';
import type { BusEvent, Subscription } from './subscription.ts';

/** What becomes of a message after one try. */
export type Verdict =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'retried'; readonly delayMs: number }
  | { readonly outcome: 'dead'; readonly reason: string };

type Parts = Pick<Service, 'tracing' | 'log'>;

/** Has the handler work on a message. Never rejects. */
export const handleDelivery = async (subscription: Subscription, { message, attempt }: { readonly message: ConsumeMessage; readonly attempt: number }, parts: Parts): Promise<Verdict> => {
  const attributes = attributesOf(message.properties);
  const about = { event: attributes.id, queue: subscription.queues.main, attempt };
  const parsed = parse(subscription.schema, message.content);
  if (!parsed.success) {
    parts.log.error({ ...about, reason: parsed.reason }, 'invalid event; dead-lettered');
    return { outcome: 'dead', reason: `invalid: ${parsed.reason}` };
  }
  const { signal, close } = openDeadline(subscription.timeoutMs);
  try {
    await work(subscription, message, { parts, event: { ...attributes, data: parsed.value, attempt, redelivered: message.fields.redelivered, signal, log: parts.log } });
    return { outcome: 'done' };
  } catch (error) {
    const delayMs = error instanceof DeadLetter ? undefined : subscription.delays[attempt - 1];
    parts.log.warn({ ...about, err: error, delayMs }, delayMs === undefined ? 'event failed for the last time; dead-lettered' : 'event failed; trying again');
    if (delayMs === undefined) return { outcome: 'dead', reason: `failed ${attempt} times: ${messageOf(error)}` };
    return { outcome: 'retried', delayMs };
  } finally {
    close();
  }
};

/** Inside the trace and the request that published the event. */
const work = ({ handler, queues, timeoutMs }: Subscription, message: ConsumeMessage, { parts, event }: { readonly parts: Parts; readonly event: BusEvent<unknown> }): Promise<void> => {
  const headers = message.properties.headers ?? {};
  const attributes = { 'messaging.system': 'rabbitmq', 'messaging.destination.name': queues.main, 'messaging.message.id': event.id };
  const span = { kind: SpanKind.CONSUMER, parent: extractTrace(headers), attributes };
  return parts.tracing.withSpan(`process ${queues.main}`, span, async (own) => {
    const requestId = String(headers['x-request-id'] ?? event.id);
    const request = { requestId, traceId: own.spanContext().traceId, deadline: Date.now() + timeoutMs, identity: {}, ...keyOf(event) };
    await runInRequestContext(request, async () => raceSignal(handler(event), event.signal));
  });
};

/** A call that is made for an event is the same call when the event comes again. Without an id no repetition can be told. */
const keyOf = ({ source, id, type }: BusEvent<unknown>): { readonly idempotencyKey?: string } => (id === '' ? {} : { idempotencyKey: `${source}/${id}/${type}` });

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
