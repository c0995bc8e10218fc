import { randomUUID } from 'node:crypto';
import { connect } from 'amqplib';
import type { Channel, ChannelModel, ConfirmChannel, ConsumeMessage, Options } from 'amqplib';
import { onTestFinished } from 'vitest';

/** Gives the URL of the broker under test; a function, because a broker of ours has one only once it has started. */
export type BrokerUrl = () => string;

/** One connection of a test. Names are new in every run and everything durable goes with the test, so a shared RabbitMQ stays clean. */
export interface Session {
  readonly connection: ChannelModel;
  readonly channel: () => Promise<Channel>;
  readonly confirmChannel: () => Promise<ConfirmChannel>;
  readonly name: (base: string) => string;
  /** Declares a queue of its own; not durable unless asked. */
  readonly queue: (base: string, options?: Options.AssertQueue) => Promise<string>;
  readonly exchange: (type: string, options?: Options.AssertExchange) => Promise<string>;
}

const silently = (): void => undefined;

/** Without noDelay a client that acknowledges and then asks waits 40 ms for the other side's delayed TCP acknowledgement. */
export const open = (url: string): Promise<ChannelModel> => connect(url, { noDelay: true });

/** A channel's error must have a listener, or amqplib throws it out of the event loop. */
const listened = <T extends Channel>(channel: T): T => channel.on('error', silently);

interface Made {
  readonly queues: string[];
  readonly exchanges: string[];
}

const removeAll = async (url: string, { queues, exchanges }: Made): Promise<void> => {
  const connection = await open(url);
  const channel = await connection.createChannel();
  for (const queue of queues) await channel.deleteQueue(queue);
  for (const exchange of exchanges) await channel.deleteExchange(exchange);
  await connection.close();
};

export const openSession = async (url: string): Promise<Session> => {
  const connection = await open(url);
  connection.on('error', silently);
  const suffix = randomUUID().slice(0, 8);
  const made: Made = { queues: [], exchanges: [] };
  const name = (base: string): string => `test.${base}.${suffix}`;
  const setup = listened(await connection.createChannel());
  onTestFinished(async () => {
    await connection.close().catch(silently);
    await removeAll(url, made);
  });
  return {
    connection,
    channel: async () => listened(await connection.createChannel()),
    confirmChannel: async () => listened(await connection.createConfirmChannel()),
    name,
    queue: async (base, options) => {
      const { queue } = await setup.assertQueue(name(base), { durable: false, ...options });
      made.queues.push(queue);
      return queue;
    },
    exchange: async (type, options) => {
      const { exchange } = await setup.assertExchange(name(type), type, { durable: false, ...options });
      made.exchanges.push(exchange);
      return exchange;
    },
  };
};

/** A consumer whose messages a test takes one after the other; `null` is the broker's cancellation. */
export interface Inbox {
  readonly tag: string;
  readonly next: () => Promise<ConsumeMessage | null>;
  readonly take: (count: number) => Promise<ConsumeMessage[]>;
  /** How many came and were not taken. */
  readonly waiting: () => number;
}

export const consume = async (channel: Channel, queue: string, options: Options.Consume = {}): Promise<Inbox> => {
  const arrived: (ConsumeMessage | null)[] = [];
  const wanted: ((message: ConsumeMessage | null) => void)[] = [];
  const { consumerTag: tag } = await channel.consume(queue, (message) => {
    const want = wanted.shift();
    if (want === undefined) arrived.push(message);
    else want(message);
  }, options);
  const next = (): Promise<ConsumeMessage | null> => {
    const message = arrived.shift();
    return message === undefined ? new Promise((resolve) => { wanted.push(resolve); }) : Promise.resolve(message);
  };
  const take = async (count: number): Promise<ConsumeMessage[]> => {
    const messages = [];
    for (let index = 0; index < count; index += 1) messages.push(present(await next()));
    return messages;
  };
  return { tag, next, take, waiting: () => arrived.length };
};

export const present = <T>(value: T | null | undefined | false): T => {
  if (value === null || value === undefined || value === false) throw new Error('expected a message, got none');
  return value;
};

export const text = ({ content }: { readonly content: Buffer }): string => content.toString();

/** basic.get of a message that must be there. */
export const get = async (channel: Channel, queue: string): Promise<string> => text(present(await channel.get(queue, { noAck: true })));

export const send = async (channel: ConfirmChannel, queue: string, bodies: readonly string[]): Promise<void> => {
  for (const body of bodies) channel.sendToQueue(queue, Buffer.from(body));
  await channel.waitForConfirms();
};

/** Resolves with the error that closes the channel. */
export const channelError = (channel: Channel): Promise<unknown> => new Promise((resolve) => { channel.once('error', resolve); });
