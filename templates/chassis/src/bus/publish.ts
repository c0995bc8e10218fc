import { SpanKind } from '@opentelemetry/api';
import type { EventContract } from '../contract/contract.ts';
import { requestContext } from '../http/request-context.ts';
import type { Service } from '../service/service.ts';
import { injectTrace } from '../tracing/propagation.ts';
import { BrokerUnavailable } from './broker-unavailable.ts';
import type { BusMetrics } from './bus-metrics.ts';
import { newAttributes, toProperties, type EventAttributes } from './cloud-event.ts';
import { publishConfirmed, type OutgoingMessage } from './confirmed-publish.ts';
import type { BusConnection } from './connection.ts';
import { eventExchange } from './topology.ts';

export type PublishParts = Pick<Service, 'name' | 'tracing'> & { readonly metrics: BusMetrics; readonly connection: () => BusConnection };

/** What the publisher may say itself of an event's attributes. */
export type GivenAttributes = Partial<Pick<EventAttributes, 'id' | 'time'>>;

export type PublishEvent = (type: string, data: unknown, details: { readonly contract: EventContract; readonly given: GivenAttributes }) => Promise<void>;

/** Validates, wraps, sends and waits for the confirmation, in a span of its own. */
export const createPublish = ({ name, tracing, metrics, connection }: PublishParts): PublishEvent => async (type, data, { contract, given }) => {
  const body = contract.data.parse(data);
  const event = newAttributes(name, type, given);
  const attributes = { 'messaging.system': 'rabbitmq', 'messaging.destination.name': eventExchange, 'messaging.message.id': event.id };
  await tracing.withSpan(`publish ${type}`, { kind: SpanKind.PRODUCER, attributes }, async () => {
    const start = performance.now();
    const sent = send(connection(), toMessage(event, body));
    const outcome = await sent.then(() => 'confirmed' as const, () => 'failed' as const);
    metrics.published(type, outcome, (performance.now() - start) / 1000);
    await sent;
  });
};

/** Does not wait for a broker that is away: the caller has a deadline, and may have an outbox. */
const send = async (connection: BusConnection, message: OutgoingMessage): Promise<void> => {
  const session = connection.session();
  if (session === undefined) throw new BrokerUnavailable(`the broker is away (${connection.reason()})`);
  await publishConfirmed(session, message);
};

const toMessage = (attributes: EventAttributes, data: unknown): OutgoingMessage => {
  const headers: Record<string, string> = {};
  injectTrace(headers);
  const request = requestContext();
  if (request !== undefined) headers['x-request-id'] = request.requestId;
  return { exchange: eventExchange, routingKey: attributes.type, content: Buffer.from(JSON.stringify(data)), properties: toProperties(attributes, headers) };
};
