import { AmqpError } from '../amqp-error.ts';
import { acknowledge, dispatch, reject, requeue } from '../model/queue.ts';
import type { Queue } from '../model/queue.ts';
import type { Channel, Unsettled } from './channel.ts';

interface Settlement {
  readonly deliveryTag: number;
  readonly multiple: boolean;
}

const remove = (channel: Channel, tag: number, unsettled: Unsettled): Unsettled => {
  channel.unsettled.delete(tag);
  if (unsettled.consumer !== undefined) {
    unsettled.consumer.unsettled -= 1;
    channel.outstanding -= 1;
  }
  return unsettled;
};

/** Takes the deliveries a settlement is about off the channel. Throws 406 for a tag that is not there; 0 with `multiple` is all. */
export const settledBy = (channel: Channel, { deliveryTag, multiple }: Settlement): Unsettled[] => {
  if (deliveryTag === 0 && multiple) return [...channel.unsettled].map(([tag, unsettled]) => remove(channel, tag, unsettled));
  const named = channel.unsettled.get(deliveryTag);
  if (named === undefined) throw new AmqpError(406, `unknown delivery tag ${deliveryTag}`);
  if (!multiple) return [remove(channel, deliveryTag, named)];
  const settled: Unsettled[] = [];
  for (const [tag, unsettled] of channel.unsettled) {
    if (tag > deliveryTag) break;
    settled.push(remove(channel, tag, unsettled));
  }
  return settled;
};

/** Room in a prefetch limit is room for every consumer of the channel that shares it. */
const refill = (channel: Channel, settled: readonly Unsettled[]): void => {
  const queues = new Set<Queue>(settled.map(({ queue }) => queue));
  if (channel.channelPrefetch > 0) for (const { queue } of channel.consumers.values()) queues.add(queue);
  for (const queue of queues) dispatch(queue);
};

export const acknowledgeAll = (channel: Channel, settled: readonly Unsettled[]): void => {
  for (const { queue, entry } of settled) acknowledge(queue, entry);
  refill(channel, settled);
};

export const rejectAll = (channel: Channel, settled: readonly Unsettled[], back: boolean): void => {
  for (const { queue, entry } of settled) {
    if (back) requeue(queue, entry);
    else reject(queue, entry);
  }
  refill(channel, settled);
};

export const recover = (channel: Channel): void => {
  rejectAll(channel, settledBy(channel, { deliveryTag: 0, multiple: true }), true);
};
