import type { Message } from './message.ts';

/** A message in one queue. */
export interface Entry {
  readonly message: Message;
  /** ms since 1970. */
  readonly expiresAt: number | undefined;
  redelivered: boolean;
}

/**
 * Messages waiting in a queue, in order of their ids. Those that came back were all delivered once, so they all stand before
 * those that never left: two parts, and neither ever needs sorting as a whole.
 */
export interface ReadyList {
  readonly returned: Entry[];
  fresh: Entry[];
  head: number;
  bytes: number;
}

const compactAt = 1024;

export const createReadyList = (): ReadyList => ({ returned: [], fresh: [], head: 0, bytes: 0 });

export const sizeOf = (list: ReadyList): number => list.returned.length + list.fresh.length - list.head;

export const firstOf = (list: ReadyList): Entry | undefined => list.returned[0] ?? list.fresh[list.head];

export const append = (list: ReadyList, entry: Entry): void => {
  list.fresh.push(entry);
  list.bytes += entry.message.body.length;
};

export const putBack = (list: ReadyList, entry: Entry): void => {
  let low = 0;
  let high = list.returned.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list.returned[middle]?.message.id ?? Infinity) < entry.message.id) low = middle + 1;
    else high = middle;
  }
  list.returned.splice(low, 0, entry);
  list.bytes += entry.message.body.length;
};

const shiftFresh = (list: ReadyList): Entry | undefined => {
  const entry = list.fresh[list.head];
  if (entry === undefined) return undefined;
  list.head += 1;
  if (list.head >= compactAt && list.head * 2 >= list.fresh.length) {
    list.fresh = list.fresh.slice(list.head);
    list.head = 0;
  }
  return entry;
};

export const shift = (list: ReadyList): Entry | undefined => {
  const entry = list.returned.shift() ?? shiftFresh(list);
  if (entry !== undefined) list.bytes -= entry.message.body.length;
  return entry;
};
