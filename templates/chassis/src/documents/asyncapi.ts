import { eventExchange } from '../bus/topology.ts';
import type { EventContract, ServiceContract } from '../contract/contract.ts';
import { openSchemas, type JsonSchema, type Schemas } from './schemas.ts';

interface Reference {
  readonly $ref: string;
}

export interface AsyncApiMessage {
  readonly name: string;
  readonly summary?: string;
  readonly contentType: 'application/json';
  readonly headers: JsonSchema;
  readonly payload: JsonSchema;
  /** The older version that is published beside it. */
  readonly 'x-replaces'?: string;
}

export interface AsyncApiChannel {
  readonly address: string;
  readonly messages: Readonly<Record<string, AsyncApiMessage>>;
  readonly bindings: unknown;
}

export interface AsyncApiDocument {
  readonly asyncapi: '3.0.0';
  readonly info: { readonly title: string; readonly version: string };
  readonly defaultContentType: 'application/json';
  readonly channels: Readonly<Record<string, AsyncApiChannel>>;
  readonly operations: Readonly<Record<string, { readonly action: 'send'; readonly channel: Reference; readonly messages: readonly Reference[]; readonly bindings: unknown }>>;
  readonly components?: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

const exchange = { name: eventExchange, type: 'topic', durable: true, autoDelete: false, vhost: '/' };
const channelBindings = { amqp: { is: 'routingKey', exchange, bindingVersion: '0.3.0' } };
const persistent = { amqp: { deliveryMode: 2, bindingVersion: '0.3.0' } };

/** The attributes of a CloudEvent in the binary mode of its AMQP binding. */
const headersOf = (type: string): JsonSchema => ({
  type: 'object',
  properties: {
    cloudEvents_specversion: { const: '1.0' },
    cloudEvents_id: { type: 'string', description: 'Unique together with the source: who got it already, drops it.' },
    cloudEvents_source: { type: 'string' },
    cloudEvents_type: { const: type },
    cloudEvents_time: { type: 'string', format: 'date-time' },
    cloudEvents_partitionkey: { type: 'string', description: 'Events of one key keep their order.' },
    cloudEvents_correlationid: { type: 'string' },
    traceparent: { type: 'string' },
  },
  required: ['cloudEvents_specversion', 'cloudEvents_id', 'cloudEvents_source', 'cloudEvents_type', 'cloudEvents_time'],
});

const channel = (type: string, { summary, data, replaces }: EventContract, schemas: Schemas): AsyncApiChannel => ({
  address: type,
  messages: {
    [type]: {
      name: type,
      ...(summary === undefined ? {} : { summary }),
      contentType: 'application/json',
      headers: headersOf(type),
      payload: schemas.of(data, 'output', type),
      ...(replaces === undefined ? {} : { 'x-replaces': replaces.type }),
    },
  },
  bindings: channelBindings,
});

const operation = (type: string) => ({
  action: 'send' as const,
  channel: { $ref: `#/channels/${type}` },
  messages: [{ $ref: `#/channels/${type}/messages/${type}` }],
  bindings: persistent,
});

/** What a service tells others, as AsyncAPI 3.0: the address of a channel is the routing key. */
export const asyncApi = ({ name, version, events }: ServiceContract): AsyncApiDocument => {
  const schemas = openSchemas({ target: 'draft-7', unrepresentable: 'any' });
  const channels = Object.fromEntries(Object.entries(events).map(([type, event]) => [type, channel(type, event, schemas)]));
  const operations = Object.fromEntries(Object.keys(events).map((type) => [`publish.${type}`, operation(type)]));
  return { asyncapi: '3.0.0', info: { title: name, version }, defaultContentType: 'application/json', channels, operations, ...schemas.components() };
};
