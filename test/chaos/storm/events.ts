import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { connect, type ChannelModel, type ConfirmChannel, type GetMessage } from 'amqplib';
import type { Random } from '../../support/random.ts';

export interface EventMeddler {
  /** Sends again what has been delivered lately, twice, in another order. */
  readonly repeat: () => Promise<void>;
  /** Takes events away before their consumers have them, and gives them back in another order after `lastsMs`. */
  readonly shuffle: (lastsMs: number) => Promise<void>;
}

const exchange = 'events';
const recently = 60;
const tries = 60;

export interface MeddlerOptions {
  readonly url: string;
  /** Queues of consumers and the type that each takes. */
  readonly subscriptions: readonly { readonly queue: string; readonly type: string }[];
  readonly random: Random;
}

/** Keeps copies of everything that is published from now on in a queue of its own, bounded in length. */
export const createMeddler = async ({ url, subscriptions, random }: MeddlerOptions): Promise<EventMeddler> => {
  const copies = 'chaos.copies';
  await onChannel(url, async (channel) => {
    await channel.assertQueue(copies, { durable: true, arguments: { 'x-max-length': recently } });
    await channel.bindQueue(copies, exchange, '#');
  });
  const targetsOf = (message: GetMessage): readonly string[] => subscriptions.filter(({ type }) => type === message.fields.routingKey).map(({ queue }) => queue);

  const repeat = async (): Promise<void> => onChannel(url, async (channel) => {
    const messages = await takeAll(channel, copies);
    for (const message of random.shuffled([...messages, ...messages])) for (const queue of targetsOf(message)) put(channel, queue, message);
    await channel.waitForConfirms();
    for (const message of messages) channel.ack(message);
  });
  const shuffle = async (lastsMs: number): Promise<void> => {
    const { queue, type } = random.pick(subscriptions);
    const hold = `chaos.hold.${randomUUID()}`;
    // First the new way, then not the old one: nothing falls between, and what goes both ways is a repetition.
    await onChannel(url, async (channel) => {
      await channel.assertQueue(hold, { durable: true });
      await channel.bindQueue(hold, exchange, type);
      await channel.unbindQueue(queue, exchange, type);
    });
    await delay(lastsMs);
    await onChannel(url, async (channel) => {
      await channel.bindQueue(queue, exchange, type);
      await channel.unbindQueue(hold, exchange, type);
      const messages = await takeAll(channel, hold);
      for (const message of random.shuffled(messages)) put(channel, queue, message);
      await channel.waitForConfirms();
      for (const message of messages) channel.ack(message);
      await channel.deleteQueue(hold);
    });
  };
  return { repeat, shuffle };
};

const takeAll = async (channel: ConfirmChannel, queue: string): Promise<readonly GetMessage[]> => {
  const messages: GetMessage[] = [];
  for (;;) {
    const message = await channel.get(queue);
    if (message === false) return messages;
    messages.push(message);
  }
};

const put = (channel: ConfirmChannel, queue: string, { content, properties }: GetMessage): void => {
  channel.publish('', queue, content, properties);
};

/** Done to its end, whatever other faults hit the broker meanwhile: a half of it must not stay. Each step may be repeated. */
const onChannel = async (url: string, work: (channel: ConfirmChannel) => Promise<void>): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await once(url, work);
      return;
    } catch (error) {
      if (attempt === tries) throw error;
      await delay(1_000);
    }
  }
};

const workMs = 10_000;

const once = async (url: string, work: (channel: ConfirmChannel) => Promise<void>): Promise<void> => {
  let model: ChannelModel | undefined;
  const late = delay(workMs, undefined, { ref: false }).then(() => { throw new Error('no answer from the broker'); });
  try {
    model = await connect(url, { timeout: 5_000 });
    const broken = Promise.withResolvers<never>();
    model.on('error', broken.reject);
    const channel = await model.createConfirmChannel();
    channel.on('error', broken.reject);
    model.on('close', () => { broken.reject(new Error('the broker has gone')); });
    await Promise.race([work(channel), broken.promise, late]);
  } finally {
    late.catch(() => {});
    model?.removeAllListeners('close');
    model?.close().catch(() => {});
  }
};
