import type { MethodArguments, SentArguments } from '../codec/method-codec.ts';
import type { MethodName } from '../codec/methods.ts';
import type { Message } from '../model/message.ts';
import type { Consumer, Queue } from '../model/queue.ts';
import type { Entry } from '../model/ready-list.ts';
import type { Vhost } from '../model/vhost.ts';

/** What a channel knows about its connection. */
interface Peer {
  readonly id: number;
  readonly user: string;
  readonly vhost: Vhost;
  /** Whether the client wants to hear that the broker cancelled a consumer. */
  readonly hearsCancel: boolean;
  /** Whether the client reads more slowly than it is sent to. */
  readonly congested: () => boolean;
}

export type Content = Pick<Message, 'properties' | 'body'>;

/** A delivery that the client has not settled. */
export interface Unsettled {
  readonly queue: Queue;
  readonly entry: Entry;
  /** Undefined for what basic.get took: that counts against no prefetch limit. */
  readonly consumer: ChannelConsumer | undefined;
}

export interface ChannelConsumer extends Consumer {
  readonly tag: string;
  readonly queue: Queue;
  unsettled: number;
}

/** Publisher confirms. */
export interface Confirms {
  next: number;
  /** Tags whose messages are not safe yet, ascending. */
  readonly waiting: Set<number>;
  /** Tags to be acknowledged with the next flush. */
  done: number[];
}

/** A message whose content is still coming. */
interface Incoming {
  readonly publish: MethodArguments<'basic.publish'>;
  /** Undefined until the content header is there. */
  content: { readonly properties: Buffer; readonly size: number; readonly chunks: Buffer[]; received: number } | undefined;
}

export interface Channel {
  readonly number: number;
  readonly peer: Peer;
  readonly send: <Name extends MethodName>(name: Name, args: SentArguments<Name>) => void;
  readonly sendContent: <Name extends MethodName>(name: Name, args: SentArguments<Name>, content: Content) => void;
  readonly consumers: Map<string, ChannelConsumer>;
  /** By delivery tag, ascending. */
  readonly unsettled: Map<number, Unsettled>;
  nextDeliveryTag: number;
  /** The limit new consumers get; 0 is none. */
  consumerPrefetch: number;
  /** The limit of all consumers together; 0 is none. */
  channelPrefetch: number;
  /** Deliveries to consumers that are not settled. */
  outstanding: number;
  confirms: Confirms | undefined;
  /** The name under which this channel gets direct replies, once it consumes them. */
  replyTo: { readonly name: string; readonly tag: string } | undefined;
  incoming: Incoming | undefined;
  /** The queue an empty name stands for. */
  lastQueue: string | undefined;
  /** The broker closed it and waits for close-ok; all else on it is ignored. */
  closing: boolean;
}

/** What answers a client's method. */
export type Handlers = { readonly [Name in MethodName]?: (channel: Channel, args: MethodArguments<Name>) => void };

export const createChannel = (identity: Pick<Channel, 'number' | 'peer' | 'send' | 'sendContent'>): Channel => ({
  ...identity,
  consumers: new Map(),
  unsettled: new Map(),
  nextDeliveryTag: 1,
  consumerPrefetch: 0,
  channelPrefetch: 0,
  outstanding: 0,
  confirms: undefined,
  replyTo: undefined,
  incoming: undefined,
  lastQueue: undefined,
  closing: false,
});

export const newDeliveryTag = (channel: Channel): number => {
  const tag = channel.nextDeliveryTag;
  channel.nextDeliveryTag += 1;
  return tag;
};
