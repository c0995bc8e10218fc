import type { Channel, Confirms, Handlers } from './channel.ts';

/** All done tags below the first that waits can be acknowledged with one `multiple`. */
const flush = (channel: Channel, confirms: Confirms): void => {
  const done = confirms.done.sort((a, b) => a - b);
  confirms.done = [];
  const firstWaiting = confirms.waiting.values().next().value ?? Infinity;
  const last = done.findLast((tag) => tag < firstWaiting);
  const together = done.filter((tag) => tag < firstWaiting).length;
  if (last !== undefined) channel.send('basic.ack', { deliveryTag: last, multiple: together > 1 });
  for (const deliveryTag of done.slice(together)) channel.send('basic.ack', { deliveryTag, multiple: false });
};

const settle = (channel: Channel, confirms: Confirms, { tag, safe }: { readonly tag: number; readonly safe: boolean }): void => {
  confirms.waiting.delete(tag);
  if (!safe) {
    channel.send('basic.nack', { deliveryTag: tag, multiple: false, requeue: false });
    return;
  }
  if (confirms.done.push(tag) === 1) setImmediate(() => { flush(channel, confirms); });
};

/** Takes the next confirm tag; the returned function answers it. Outside confirm mode it does nothing. */
export const confirmation = (channel: Channel): ((safe: boolean) => void) => {
  const { confirms } = channel;
  if (confirms === undefined) return () => undefined;
  const tag = confirms.next;
  confirms.next += 1;
  confirms.waiting.add(tag);
  return (safe) => { settle(channel, confirms, { tag, safe }); };
};

export const confirmMethods = {
  'confirm.select': (channel, args) => {
    channel.confirms ??= { next: 1, waiting: new Set(), done: [] };
    if (!args.nowait) channel.send('confirm.select-ok', {});
  },
} satisfies Handlers;
