import { readTable, writeTable } from './table.ts';
import type { Table } from './table.ts';
import { methods } from './methods.ts';
import type { MethodName } from './methods.ts';
import {
  createWriter, readLong, readLongLong, readLongString, readOctet, readShort, readShortString, readerOf, writeLong, writeLongLong,
  writeLongString, writeOctet, writeShort, writeShortString, written,
} from './wire.ts';
import type { Reader, Writer } from './wire.ts';

interface WireTypes {
  readonly octet: number;
  readonly short: number;
  readonly long: number;
  readonly longlong: number;
  readonly shortstr: string;
  readonly longstr: string;
  readonly table: Table;
  readonly bit: boolean;
}
type WireType = keyof WireTypes;
type WireValue = WireTypes[WireType];

/** `'queue:shortstr durable:bit'` becomes `{ queue: string; durable: boolean }`. */
type Fields<Text extends string> = Text extends `${infer First} ${infer Rest}` ? Fields<First> & Fields<Rest>
  : Text extends `${infer Name}:${infer Type extends WireType}` ? { readonly [N in Name]: WireTypes[Type] } : unknown;

export type MethodArguments<Name extends MethodName> = Fields<(typeof methods)[Name][2]>;

/** What the broker gives when it sends: reserved fields are filled in. */
export type SentArguments<Name extends MethodName> = Omit<MethodArguments<Name>, 'reserved1' | 'reserved2'>;

export interface Method {
  readonly name: MethodName;
  readonly args: Readonly<Record<string, WireValue>>;
}

interface Codec {
  readonly name: MethodName;
  readonly classId: number;
  readonly methodId: number;
  readonly fields: readonly { readonly name: string; readonly type: WireType }[];
}

type Scalar = Exclude<WireType, 'bit'>;
const readers: { readonly [T in Scalar]: (reader: Reader) => WireTypes[T] } = {
  octet: readOctet, short: readShort, long: readLong, longlong: readLongLong, shortstr: readShortString, longstr: readLongString, table: readTable,
};
const writers: { readonly [T in Scalar]: (writer: Writer, value: WireTypes[T]) => void } = {
  octet: writeOctet, short: writeShort, long: writeLong, longlong: writeLongLong, shortstr: writeShortString, longstr: writeLongString, table: writeTable,
};
const reserved: { readonly [T in WireType]: WireTypes[T] } = { octet: 0, short: 0, long: 0, longlong: 0, shortstr: '', longstr: '', table: {}, bit: false };

const parseFields = (text: string): Codec['fields'] =>
  text.split(' ').filter((field) => field !== '').map((field) => {
    const [name = '', type = ''] = field.split(':');
    return { name, type: type as WireType };
  });

const codecs = (Object.keys(methods) as MethodName[]).map((name): Codec => {
  const [classId, methodId, fields] = methods[name];
  return { name, classId, methodId, fields: parseFields(fields) };
});
const byName = new Map<MethodName, Codec>(codecs.map((codec) => [codec.name, codec]));
const byId = new Map<number, Codec>(codecs.map((codec) => [codec.classId * 2 ** 16 + codec.methodId, codec]));

/** The method of a method frame's payload, or undefined where its ids are not in the table. */
export const decodeMethod = (payload: Buffer): Method | undefined => {
  const reader = readerOf(payload);
  const codec = byId.get(readLong(reader));
  if (codec === undefined) return undefined;
  const args: Record<string, WireValue> = {};
  let bits = 0;
  let bit = 8;
  for (const { name, type } of codec.fields) {
    if (type !== 'bit') {
      args[name] = readers[type](reader);
      bit = 8;
      continue;
    }
    if (bit === 8) [bits, bit] = [readOctet(reader), 0];
    args[name] = (bits & (1 << bit)) !== 0;
    bit += 1;
  }
  return { name: codec.name, args };
};

/** Neighbouring bits share an octet; anything between them ends it. */
const writeFields = (writer: Writer, codec: Codec, args: Readonly<Record<string, WireValue>>): void => {
  let bit = 8;
  for (const { name, type } of codec.fields) {
    const value = args[name] ?? reserved[type];
    if (type !== 'bit') {
      (writers[type] as (writer: Writer, value: WireValue) => void)(writer, value);
      bit = 8;
      continue;
    }
    if (bit === 8) {
      writeOctet(writer, 0);
      bit = 0;
    }
    if (value === true) writer.buffer[writer.offset - 1] = (writer.buffer[writer.offset - 1] ?? 0) | (1 << bit);
    bit += 1;
  }
};

export const encodeMethod = <Name extends MethodName>(name: Name, args: SentArguments<Name>): Buffer => {
  const codec = byName.get(name);
  if (codec === undefined) throw new TypeError(`no method ${name}`);
  const writer = createWriter(64);
  writeShort(writer, codec.classId);
  writeShort(writer, codec.methodId);
  writeFields(writer, codec, args as Readonly<Record<string, WireValue>>);
  return written(writer);
};
