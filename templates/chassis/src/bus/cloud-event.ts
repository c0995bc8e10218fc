import { randomUUID } from 'node:crypto';
import type { MessageProperties, Options } from 'amqplib';

/** The attributes of a CloudEvent (1.0) that every event has. */
export type EventAttributes = {
  /** Unique together with `source`; consumers tell repetitions by it. */
  readonly id: string;
  /** Name of the service that published it. */
  readonly source: string;
  /** `order.confirmed.v1` */
  readonly type: string;
  /** When it happened, RFC 3339. */
  readonly time: string;
};

export const newAttributes = (source: string, type: string, given: Partial<Pick<EventAttributes, 'id' | 'time'>> = {}): EventAttributes => ({
  id: given.id ?? randomUUID(),
  source,
  type,
  time: given.time ?? new Date().toISOString(),
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
    cloudEvents_datacontenttype: 'application/json',
  },
});

export const attributesOf = ({ headers = {}, messageId, type }: MessageProperties): EventAttributes => ({
  id: text(headers['cloudEvents_id']) ?? text(messageId) ?? '',
  source: text(headers['cloudEvents_source']) ?? '',
  type: text(headers['cloudEvents_type']) ?? text(type) ?? '',
  time: text(headers['cloudEvents_time']) ?? '',
});

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
