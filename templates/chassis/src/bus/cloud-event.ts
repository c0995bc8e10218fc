import { randomUUID } from 'node:crypto';
import type { MessageProperties, Options } from 'amqplib';

/** The attributes of a CloudEvent (1.0) that every event has, and two of its documented extensions. */
export type EventAttributes = {
  /** Unique together with `source`; consumers tell repetitions by it. */
  readonly id: string;
  /** Name of the service that published it. */
  readonly source: string;
  /** `order.confirmed.v1` */
  readonly type: string;
  /** When it happened, RFC 3339. */
  readonly time: string;
  /** What it is about (an aggregate's id), where events of one key must keep their order. Extension "partitioning". */
  readonly partitionkey?: string;
  /** What it answers: an event that asks for a reply gives it, and the reply carries it back. Extension "correlation". */
  readonly correlationid?: string;
};

/** What the publisher may say itself of an event's attributes. */
export type GivenAttributes = {
  readonly id?: string;
  readonly time?: string;
  /** Events of one key are delivered in their order to whoever subscribes with `ordered`. */
  readonly key?: string;
  /** Of the event that this one answers. */
  readonly correlation?: string;
};

export const newAttributes = (source: string, type: string, given: GivenAttributes = {}): EventAttributes => ({
  id: given.id ?? randomUUID(),
  source,
  type,
  time: given.time ?? new Date().toISOString(),
  ...(given.key !== undefined && { partitionkey: given.key }),
  ...(given.correlation !== undefined && { correlationid: given.correlation }),
});

/** The binary mode of CloudEvents' AMQP binding: attributes as headers, data as the body, its type as the message's content type. */
export const toProperties = (event: EventAttributes, headers: Readonly<Record<string, string>>): Options.Publish => ({
  persistent: true,
  contentType: 'application/json',
  messageId: event.id,
  type: event.type,
  headers: {
    ...headers,
    cloudEvents_specversion: '1.0',
    cloudEvents_id: event.id,
    cloudEvents_source: event.source,
    cloudEvents_type: event.type,
    cloudEvents_time: event.time,
    ...(event.partitionkey !== undefined && { cloudEvents_partitionkey: event.partitionkey }),
    ...(event.correlationid !== undefined && { cloudEvents_correlationid: event.correlationid }),
  },
});

export const attributesOf = ({ headers = {}, messageId, type }: MessageProperties): EventAttributes => {
  const [partitionkey, correlationid] = [text(headers['cloudEvents_partitionkey']), text(headers['cloudEvents_correlationid'])];
  return {
    id: text(headers['cloudEvents_id']) ?? text(messageId) ?? '',
    source: text(headers['cloudEvents_source']) ?? '',
    type: text(headers['cloudEvents_type']) ?? text(type) ?? '',
    time: text(headers['cloudEvents_time']) ?? '',
    ...(partitionkey !== undefined && { partitionkey }),
    ...(correlationid !== undefined && { correlationid }),
  };
};

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
