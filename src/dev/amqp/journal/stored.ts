import { isDeepStrictEqual } from 'node:util';
import type { Message } from '../model/message.ts';
import type { Binding } from '../model/routing.ts';
import type { BindingRecord, ExchangeRecord, JournalRecord, MessageRecord, QueueRecord } from './record.ts';

/** The durable state that a journal's records add up to. */
export interface Stored {
  readonly exchanges: Map<string, ExchangeRecord>;
  readonly queues: Map<string, { readonly record: QueueRecord; readonly messages: Map<number, Message> }>;
  bindings: BindingRecord[];
  lastId: number;
}

export const formatVersion = 1;

export const emptyStored = (): Stored => ({ exchanges: new Map(), queues: new Map(), bindings: [], lastId: 0 });

const sameBinding = (one: BindingRecord, { source, binding }: BindingRecord): boolean => one.source === source && isDeepStrictEqual(one.binding, binding);

const applyMessage = (stored: Stored, { message, queues }: MessageRecord): void => {
  stored.lastId = Math.max(stored.lastId, message.id);
  for (const queue of queues) stored.queues.get(queue)?.messages.set(message.id, message);
};

const withoutBindingsTo = (stored: Stored, kind: Binding['kind'], name: string): BindingRecord[] =>
  stored.bindings.filter(({ binding }) => binding.kind !== kind || binding.destination !== name);

/** Its bindings go with it, or a queue of the same name would get them back after a restart. */
const deleteQueue = (stored: Stored, name: string): void => {
  stored.queues.delete(name);
  stored.bindings = withoutBindingsTo(stored, 'queue', name);
};

const deleteExchange = (stored: Stored, name: string): void => {
  stored.exchanges.delete(name);
  stored.bindings = withoutBindingsTo(stored, 'exchange', name).filter(({ source }) => source !== name);
};

export const applyRecord = (stored: Stored, record: JournalRecord): void => {
  switch (record.kind) {
    case 'format': return;
    case 'exchange': stored.exchanges.set(record.name, record); return;
    case 'exchange-deleted': deleteExchange(stored, record.name); return;
    case 'queue': stored.queues.set(record.name, { record, messages: new Map() }); return;
    case 'queue-deleted': deleteQueue(stored, record.name); return;
    case 'binding': stored.bindings.push(record); return;
    case 'binding-deleted': stored.bindings = stored.bindings.filter((other) => !sameBinding(other, record)); return;
    case 'message': applyMessage(stored, record); return;
    case 'settled': stored.queues.get(record.queue)?.messages.delete(record.id); return;
  }
};

/** A message in several queues is one record, as it was when it came. */
const messagesOf = (stored: Stored): MessageRecord[] => {
  const records = new Map<number, { readonly kind: 'message'; readonly message: Message; readonly queues: string[] }>();
  for (const [name, { messages }] of stored.queues) {
    for (const [id, message] of messages) {
      const record = records.get(id);
      if (record === undefined) records.set(id, { kind: 'message', message, queues: [name] });
      else record.queues.push(name);
    }
  }
  return [...records.values()].sort((a, b) => a.message.id - b.message.id);
};

/** The fewest records that add up to the same state. */
export const recordsOf = (stored: Stored): JournalRecord[] => [
  { kind: 'format', version: formatVersion },
  ...stored.exchanges.values(),
  ...[...stored.queues.values()].map(({ record }) => record),
  ...stored.bindings,
  ...messagesOf(stored),
];
