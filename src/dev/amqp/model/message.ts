import { decodeProperties, decodeRoutingProperties } from '../codec/properties.ts';
import type { Table } from '../codec/table.ts';

export interface Message {
  /** Ascending over the whole broker, so it is also the message's place in every queue. */
  readonly id: number;
  readonly exchange: string;
  readonly routingKey: string;
  /** As they came over the wire: most messages leave as they came, so nothing is decoded and encoded again. */
  readonly properties: Buffer;
  readonly body: Buffer;
  readonly persistent: boolean;
  /** The message's own time to live, in ms. */
  readonly expiration: number | undefined;
  /** When it was published, in ms since 1970. */
  readonly at: number;
}

export type Envelope = Pick<Message, 'id' | 'exchange' | 'routingKey' | 'properties' | 'body' | 'at'>;

/** Adds what the properties say about persistence and expiration. */
export const messageOf = (envelope: Envelope): Message => {
  const { deliveryMode, expiration } = decodeRoutingProperties(envelope.properties);
  return { ...envelope, persistent: deliveryMode === 2, expiration: expiration === undefined ? undefined : Number(expiration) };
};

export const headersOf = (message: Message): Table => decodeProperties(message.properties).headers ?? {};
