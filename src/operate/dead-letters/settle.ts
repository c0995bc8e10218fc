import type { Channel, ChannelModel, ConfirmChannel, GetMessage, Options } from 'amqplib';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { idOf } from './letter.ts';
import { noQueue, takeLetters, withQueue } from './look.ts';
import { sourceQueue } from './queue-names.ts';

/** Which letters of a queue. `all`: those that are there now, not those that come meanwhile. */
export interface Choice {
  readonly queue: string;
  readonly ids: readonly string[] | 'all';
}

export interface Settled {
  readonly done: number;
  /** Ids that no letter has. */
  readonly unknown: readonly string[];
}

/** Works through the chosen letters and acknowledges each when its work is done; the others go back to their places. */
const settle = async (broker: ChannelModel, { queue, ids }: Choice, work: (message: GetMessage) => Promise<void>): Promise<Settled> => {
  const settled = await withQueue(broker, queue, async (channel, letters) => (ids === 'all' ? { done: await settleAll(channel, { queue, letters }, work), unknown: [] } : settleSome(channel, { queue, letters, ids }, work)));
  if (settled === null) throw noQueue(queue);
  return settled;
};

const settleAll = async (channel: Channel, { queue, letters }: { readonly queue: string; readonly letters: number }, work: (message: GetMessage) => Promise<void>): Promise<number> => {
  let done = 0;
  for (let message = await channel.get(queue); message !== false; message = done < letters ? await channel.get(queue) : false) {
    await work(message);
    channel.ack(message);
    done += 1;
  }
  return done;
};

const settleSome = async (channel: Channel, { queue, letters, ids }: { readonly queue: string; readonly letters: number; readonly ids: readonly string[] }, work: (message: GetMessage) => Promise<void>): Promise<Settled> => {
  const taken = await takeLetters(channel, queue, letters);
  const chosen = taken.filter((message) => ids.includes(idOf(message)));
  for (const message of chosen) {
    await work(message);
    channel.ack(message);
  }
  return { done: chosen.length, unknown: ids.filter((id) => !chosen.some((message) => idOf(message) === id)) };
};

/** What earlier tries left on it: it begins anew. `x-death` would have the broker count them on. */
const freshHeaders = (headers: GetMessage['properties']['headers']): Record<string, unknown> =>
  Object.fromEntries(Object.entries(headers ?? {}).filter(([name]) => name !== 'x-attempt' && name !== 'x-dead-reason' && !/^x-(?:first-|last-)?death/.test(name)));

/** Resolves when the broker has it safely in that queue. */
const publishTo = (channel: ConfirmChannel, queue: string, { content, properties }: GetMessage): Promise<void> => new Promise((resolve, reject) => {
  const returned = (): void => { reject(new UserError(ExitCode.failed, `the queue ${queue} is gone; nothing more was replayed`, 'Start the service that consumes from it, and run the command again.')); };
  channel.once('return', returned);
  channel.publish('', queue, content, { ...(properties as Options.Publish), headers: freshHeaders(properties.headers), persistent: true, mandatory: true }, (error: unknown) => {
    channel.off('return', returned);
    if (error === null) resolve();
    else reject(new UserError(ExitCode.failed, 'the broker did not confirm a letter; it is still where it was', 'Look at the broker\'s log and run the command again.'));
  });
});

/**
 * Puts letters back into the queue of the service that could not handle them, and of no other. A letter leaves the dead ones only when
 * the broker has confirmed it there, so a crash in between leaves it in both: the inbox does it once.
 * @throws UserError (exit 3) where the service has no queue
 */
export const replayLetters = async (broker: ChannelModel, choice: Choice): Promise<Settled> => {
  const target = sourceQueue(choice.queue);
  if (await withQueue(broker, target, () => Promise.resolve(true)) === null) throw noQueue(target);
  const channel = await broker.createConfirmChannel();
  channel.on('error', () => undefined);
  return settle(broker, choice, (message) => publishTo(channel, target, message));
};

/** Takes letters away for good. @throws UserError (exit 3) where there is no such queue */
export const dropLetters = (broker: ChannelModel, choice: Choice): Promise<Settled> => settle(broker, choice, () => Promise.resolve());
