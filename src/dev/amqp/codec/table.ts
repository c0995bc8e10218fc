import {
  readBytes, readLong, readLongLong, readLongString, readOctet, readShort, readShortString, writeBytes, writeLong, writeLongLong,
  writeLongString, writeMeasured, writeOctet, writeShortString,
} from './wire.ts';
import type { Reader, Writer } from './wire.ts';

/** A value of a field table. Integers lose their width, nothing else is lost; Date is a timestamp in whole seconds. */
export type Field = string | number | bigint | boolean | null | Date | Decimal | Uint8Array | readonly Field[] | Table;
export interface Table {
  readonly [name: string]: Field;
}

/** `value / 10^places`. */
interface Decimal {
  readonly places: number;
  readonly value: number;
}

const readSigned64 = (reader: Reader): number | bigint => {
  const value = readBytes(reader, 8).readBigInt64BE();
  return BigInt.asIntN(54, value) === value ? Number(value) : value;
};

const readArray = (reader: Reader): Field[] => {
  const end = readLong(reader) + reader.offset;
  const fields: Field[] = [];
  while (reader.offset < end) fields.push(readField(reader));
  return fields;
};

/** By the type letters RabbitMQ uses, which differ from those of the AMQP 0-9-1 document. */
const fieldReaders: Readonly<Record<string, (reader: Reader) => Field>> = {
  t: (reader) => readOctet(reader) !== 0,
  b: (reader) => readBytes(reader, 1).readInt8(),
  B: readOctet,
  s: (reader) => readBytes(reader, 2).readInt16BE(),
  u: readShort,
  I: (reader) => readBytes(reader, 4).readInt32BE(),
  i: readLong,
  l: readSigned64,
  L: readSigned64,
  f: (reader) => readBytes(reader, 4).readFloatBE(),
  d: (reader) => readBytes(reader, 8).readDoubleBE(),
  D: (reader) => ({ places: readOctet(reader), value: readLong(reader) }),
  S: readLongString,
  A: readArray,
  T: (reader) => new Date(readLongLong(reader) * 1000),
  F: (reader) => readTable(reader),
  V: () => null,
  x: (reader) => Uint8Array.from(readBytes(reader, readLong(reader))),
};

const readField = (reader: Reader): Field => {
  const letter = String.fromCharCode(readOctet(reader));
  const read = fieldReaders[letter];
  if (read === undefined) throw new RangeError(`field type "${letter}" is not known`);
  return read(reader);
};

export const readTable = (reader: Reader): Table => {
  const end = readLong(reader) + reader.offset;
  const fields: [string, Field][] = [];
  while (reader.offset < end) fields.push([readShortString(reader), readField(reader)]);
  return Object.fromEntries(fields);
};

const writeLetter = (writer: Writer, letter: string): void => { writeOctet(writer, letter.charCodeAt(0)); };

const writeInteger = (writer: Writer, value: bigint): void => {
  writeLetter(writer, 'l');
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigInt64BE(value);
  writeBytes(writer, bytes);
};

const writeDouble = (writer: Writer, value: number): void => {
  writeLetter(writer, 'd');
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeDoubleBE(value);
  writeBytes(writer, bytes);
};

const writeNumber = (writer: Writer, value: number): void => {
  if (Number.isSafeInteger(value)) writeInteger(writer, BigInt(value));
  else writeDouble(writer, value);
};

const writeObject = (writer: Writer, value: Exclude<Field & object, Date>): void => {
  if (value instanceof Uint8Array) {
    writeLetter(writer, 'x');
    writeMeasured(writer, () => { writeBytes(writer, value); });
  } else if (isArray(value)) {
    writeLetter(writer, 'A');
    writeMeasured(writer, () => { for (const item of value) writeField(writer, item); });
  } else if (isDecimal(value)) {
    writeLetter(writer, 'D');
    writeOctet(writer, value.places);
    writeLong(writer, value.value);
  } else {
    writeLetter(writer, 'F');
    writeTable(writer, value);
  }
};

const isArray = (value: Field): value is readonly Field[] => Array.isArray(value);
const isDecimal = (value: Decimal | Table): value is Decimal => typeof value['places'] === 'number' && typeof value['value'] === 'number' && Object.keys(value).length === 2;

const writeField = (writer: Writer, value: Field): void => {
  if (typeof value === 'string') {
    writeLetter(writer, 'S');
    writeLongString(writer, value);
  } else if (typeof value === 'boolean') {
    writeLetter(writer, 't');
    writeOctet(writer, value ? 1 : 0);
  } else if (typeof value === 'bigint') writeInteger(writer, value);
  else if (typeof value === 'number') writeNumber(writer, value);
  else if (value === null) writeLetter(writer, 'V');
  else if (value instanceof Date) {
    writeLetter(writer, 'T');
    writeLongLong(writer, Math.floor(value.getTime() / 1000));
  } else writeObject(writer, value);
};

export const writeTable = (writer: Writer, table: Table): void => {
  writeMeasured(writer, () => {
    for (const [name, value] of Object.entries(table)) {
      writeShortString(writer, name);
      writeField(writer, value);
    }
  });
};
