import type { Channel, ChannelModel, GetMessage } from 'amqplib';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { letterOf, type Letter } from './letter.ts';

/** What waits in one queue of dead letters. */
export interface DeadQueue {
  readonly queue: string;
  readonly letters: number;
  /** When the oldest one happened, RFC 3339; null where nothing waits or its publisher did not say. */
  readonly oldest: string | null;
}

const notFound = 404;
const isNotFound = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === notFound;

/** A channel for one queue: what is taken on it and not acknowledged goes back to its place when the channel ends, also by a crash. */
export const withQueue = async <Result>(broker: ChannelModel, queue: string, work: (channel: Channel, letters: number) => Promise<Result>): Promise<Result | null> => {
  const channel = await broker.createChannel();
  channel.on('error', () => undefined);
  const found = await channel.checkQueue(queue).catch((error: unknown) => {
    if (isNotFound(error)) return null;
    throw error;
  });
  if (found === null) return null;
  try {
    return await work(channel, found.messageCount);
  } finally {
    await channel.close().catch(() => undefined);
  }
};

/** Up to `count` letters, oldest first, each as long as the channel is open. */
export const takeLetters = async (channel: Channel, queue: string, count: number): Promise<readonly GetMessage[]> => {
  const taken: GetMessage[] = [];
  while (taken.length < count) {
    const message = await channel.get(queue);
    if (message === false) break;
    taken.push(message);
  }
  return taken;
};

const lookAt = (broker: ChannelModel, queue: string): Promise<DeadQueue | null> => withQueue(broker, queue, async (channel, letters) => {
  const [first] = await takeLetters(channel, queue, 1);
  const time = first === undefined ? '' : letterOf(first).time;
  return { queue, letters, oldest: time === '' ? null : time };
});

/** The queues that are there; one that no service has declared yet holds nothing. */
export const listQueues = async (broker: ChannelModel, queues: readonly string[]): Promise<readonly DeadQueue[]> => {
  const found: DeadQueue[] = [];
  for (const queue of queues) found.push(...[await lookAt(broker, queue)].filter((one) => one !== null));
  return found;
};

export const noQueue = (queue: string): UserError => new UserError(ExitCode.refused, `the broker has no queue ${JSON.stringify(queue)}`, '`ms dlq list` shows those that are there. A queue is declared when its service first starts.');

/** The oldest `limit` letters, which stay where they are. @throws UserError (exit 3) where there is no such queue */
export const showLetters = async (broker: ChannelModel, queue: string, limit: number): Promise<readonly Letter[]> => {
  const letters = await withQueue(broker, queue, async (channel) => (await takeLetters(channel, queue, limit)).map(letterOf));
  if (letters === null) throw noQueue(queue);
  return letters;
};
