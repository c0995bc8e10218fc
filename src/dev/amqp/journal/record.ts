import { crc32 } from 'node:zlib';
import { readTable, writeTable } from '../codec/table.ts';
import type { Table } from '../codec/table.ts';
import { createWriter, readBytes, readLong, readerOf, writeBytes, writeLong, writeMeasured, written } from '../codec/wire.ts';
import { messageOf } from '../model/message.ts';
import type { Message } from '../model/message.ts';
import type { Binding, Exchange } from '../model/routing.ts';

export type ExchangeRecord = Omit<Exchange, 'bindings'> & { readonly kind: 'exchange' };
export interface QueueRecord {
  readonly kind: 'queue';
  readonly name: string;
  readonly autoDelete: boolean;
  readonly arguments: Table;
}
export interface BindingRecord {
  readonly kind: 'binding' | 'binding-deleted';
  readonly source: string;
  readonly binding: Binding;
}
export interface MessageRecord {
  readonly kind: 'message';
  readonly message: Message;
  readonly queues: readonly string[];
}

/** One step of the durable state. What is gone is named, not repeated. */
export type JournalRecord =
  | { readonly kind: 'format'; readonly version: number }
  | ExchangeRecord
  | QueueRecord
  | BindingRecord
  | MessageRecord
  | { readonly kind: 'exchange-deleted'; readonly name: string }
  | { readonly kind: 'queue-deleted'; readonly name: string }
  | { readonly kind: 'settled'; readonly queue: string; readonly id: number };

/** Length and checksum. */
const prefixLength = 8;

const tableOf = (record: JournalRecord): Table => {
  if (record.kind !== 'message') return record as unknown as Table;
  const { id, exchange, routingKey, at } = record.message;
  return { kind: 'message', id, exchange, routingKey, at, queues: record.queues };
};

/** Length (4 bytes), CRC-32 of the rest (4), a field table, and for a message its properties (after their length) and its body. */
export const encodeRecord = (record: JournalRecord): Buffer => {
  const writer = createWriter(record.kind === 'message' ? record.message.body.length + record.message.properties.length + 256 : 256);
  writeLong(writer, 0);
  writeLong(writer, 0);
  writeTable(writer, tableOf(record));
  if (record.kind === 'message') {
    writeMeasured(writer, () => { writeBytes(writer, record.message.properties); });
    writeBytes(writer, record.message.body);
  }
  const bytes = written(writer);
  bytes.writeUInt32BE(bytes.length - prefixLength, 0);
  bytes.writeUInt32BE(crc32(bytes.subarray(prefixLength)), 4);
  return bytes;
};

interface StoredEnvelope {
  readonly id: number;
  readonly exchange: string;
  readonly routingKey: string;
  readonly at: number;
  readonly queues: readonly string[];
}

const decodePayload = (payload: Buffer): JournalRecord => {
  const reader = readerOf(payload);
  const table = readTable(reader);
  // The checksum says that these bytes are ours, so their shape is what encodeRecord wrote.
  if (table['kind'] !== 'message') return table as unknown as JournalRecord;
  const { queues, ...envelope } = table as unknown as StoredEnvelope;
  const properties = Buffer.from(readBytes(reader, readLong(reader)));
  const body = Buffer.from(payload.subarray(reader.offset));
  return { kind: 'message', message: messageOf({ ...envelope, properties, body }), queues };
};

/** The record at `offset` and where the next begins; undefined where the bytes end too soon or are damaged. */
export const decodeRecord = (bytes: Buffer, offset: number): { readonly record: JournalRecord; readonly end: number } | undefined => {
  if (bytes.length - offset < prefixLength) return undefined;
  const start = offset + prefixLength;
  const end = start + bytes.readUInt32BE(offset);
  // No record is empty; a hole in the file reads as zeros, and the checksum of nothing is zero too.
  if (end === start || end > bytes.length) return undefined;
  const payload = bytes.subarray(start, end);
  return crc32(payload) === bytes.readUInt32BE(offset + 4) ? { record: decodePayload(payload), end } : undefined;
};
