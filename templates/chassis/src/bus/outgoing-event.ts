import type { EventContract, ServiceContract } from '../contract/contract.ts';
import { contextHeaders } from '../http/context-headers.ts';
import { newAttributes, toProperties, type EventAttributes, type GivenAttributes } from './cloud-event.ts';
import type { OutgoingMessage } from './confirmed-publish.ts';
import { EventTooLarge, largestEvent } from './event-too-large.ts';
import { eventExchange } from './topology.ts';

/** An event that is ready to be sent, now or after it has waited in a table. */
export type OutgoingEvent = {
  readonly attributes: EventAttributes;
  /** Trace and request that it belongs to. */
  readonly headers: Readonly<Record<string, string>>;
  /** Data as JSON. */
  readonly content: string;
};

export type EventToPublish = {
  readonly contract: ServiceContract;
  readonly type: string;
  readonly data: unknown;
  readonly given: GivenAttributes;
};

export const eventOf = (contract: ServiceContract, type: string): EventContract => {
  const event = contract.events[type];
  if (event === undefined) throw new Error(`The contract of ${contract.name} has no event ${type}.`);
  return event;
};

/**
 * The event and, while its contract says that it replaces an older version, that one too: one happening, told in the words of each version.
 * @throws ZodError for data that does not fit the contract, EventTooLarge
 */
export const outgoingEvents = (source: string, { contract, type, data, given }: EventToPublish): readonly OutgoingEvent[] => {
  const event = eventOf(contract, type);
  const body = event.data.parse(data);
  const attributes = newAttributes(source, type, given);
  const content = JSON.stringify(body);
  const bytes = Buffer.byteLength(content);
  if (bytes > largestEvent) throw new EventTooLarge(type, bytes);
  const own: OutgoingEvent = { attributes, headers: contextHeaders(), content };
  const { replaces } = event;
  if (replaces === undefined) return [own];
  const older: EventToPublish = { contract, type: replaces.type, data: (replaces.from as (data: unknown) => unknown)(body), given: { ...given, id: attributes.id, time: attributes.time } };
  return [own, ...outgoingEvents(source, older)];
};

export const toMessage = ({ attributes, headers, content }: OutgoingEvent): OutgoingMessage => ({
  exchange: eventExchange,
  routingKey: attributes.type,
  content: Buffer.from(content),
  properties: toProperties(attributes, headers),
});
