import { readTable, writeTable } from './table.ts';
import type { Table } from './table.ts';
import { createWriter, readBytes, readLong, readLongLong, readOctet, readShort, readShortString, readerOf, writeLongLong, writeOctet, writeShort, writeShortString, written } from './wire.ts';
import type { Reader, Writer } from './wire.ts';

export interface Properties {
  readonly contentType?: string;
  readonly contentEncoding?: string;
  readonly headers?: Table;
  readonly deliveryMode?: number;
  readonly priority?: number;
  readonly correlationId?: string;
  readonly replyTo?: string;
  readonly expiration?: string;
  readonly messageId?: string;
  readonly timestamp?: number;
  readonly type?: string;
  readonly userId?: string;
  readonly appId?: string;
  readonly clusterId?: string;
}
type Name = keyof Properties;

/** In the order of their flag bits, bit 15 first. */
const names = [
  'contentType', 'contentEncoding', 'headers', 'deliveryMode', 'priority', 'correlationId', 'replyTo', 'expiration', 'messageId', 'timestamp',
  'type', 'userId', 'appId', 'clusterId',
] as const satisfies readonly Name[];

const readProperty = (reader: Reader, name: Name): string | number | Table => {
  if (name === 'headers') return readTable(reader);
  if (name === 'timestamp') return readLongLong(reader);
  return name === 'deliveryMode' || name === 'priority' ? readOctet(reader) : readShortString(reader);
};

const writeProperty = (writer: Writer, name: Name, value: string | number | Table): void => {
  if (typeof value === 'object') writeTable(writer, value);
  else if (typeof value === 'string') writeShortString(writer, value);
  else if (name === 'timestamp') writeLongLong(writer, value);
  else writeOctet(writer, value);
};

const flagOf = (index: number): number => 1 << (15 - index);

/** The properties of a content header, from the flags on. */
export const decodeProperties = (bytes: Buffer): Properties => {
  const reader = readerOf(bytes);
  const flags = readShort(reader);
  const entries = names.filter((_, index) => (flags & flagOf(index)) !== 0).map((name) => [name, readProperty(reader, name)] as const);
  return Object.fromEntries(entries);
};

/** Those a broker must look at on each publication. Headers are skipped, not decoded: that is most of the cost of a message. */
export const decodeRoutingProperties = (bytes: Buffer): Omit<Properties, 'headers'> => {
  const reader = readerOf(bytes);
  const flags = readShort(reader);
  const properties: Record<string, string | number | Table> = {};
  for (const [index, name] of names.entries()) {
    if ((flags & flagOf(index)) === 0) continue;
    if (name === 'headers') readBytes(reader, readLong(reader));
    else properties[name] = readProperty(reader, name);
  }
  return properties;
};

export const encodeProperties = (properties: Properties): Buffer => {
  const writer = createWriter();
  writeShort(writer, names.reduce((flags, name, index) => (properties[name] === undefined ? flags : flags | flagOf(index)), 0));
  for (const name of names) {
    const value = properties[name];
    if (value !== undefined) writeProperty(writer, name, value);
  }
  return written(writer);
};
