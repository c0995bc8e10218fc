import { SpanKind } from '@opentelemetry/api';
import type { Service } from '../service/service.ts';
import { eventExchange } from './topology.ts';

/** The span in which an event is handed over; its trace goes along with the event. */
export const inPublishSpan = async (tracing: Service['tracing'], type: string, work: () => Promise<void>): Promise<void> => {
  const attributes = { 'messaging.system': 'rabbitmq', 'messaging.destination.name': eventExchange, 'messaging.rabbitmq.destination.routing_key': type };
  await tracing.withSpan(`publish ${type}`, { kind: SpanKind.PRODUCER, attributes }, work);
};
