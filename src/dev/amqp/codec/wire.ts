/** Where the next value is read from. Reading past the end throws RangeError, which the connection answers with 501. */
export interface Reader {
  readonly buffer: Buffer;
  offset: number;
}

/** Grows as it is written; `written` gives what has been written so far. */
export interface Writer {
  buffer: Buffer;
  offset: number;
}

export const readerOf = (buffer: Buffer): Reader => ({ buffer, offset: 0 });

export const createWriter = (size = 256): Writer => ({ buffer: Buffer.allocUnsafe(size), offset: 0 });

export const written = (writer: Writer): Buffer => writer.buffer.subarray(0, writer.offset);

/** Makes room for `length` more bytes and returns where they begin. */
const reserve = (writer: Writer, length: number): number => {
  const start = writer.offset;
  writer.offset += length;
  if (writer.offset > writer.buffer.length) {
    const larger = Buffer.allocUnsafe(Math.max(writer.offset, writer.buffer.length * 2));
    writer.buffer.copy(larger, 0, 0, start);
    writer.buffer = larger;
  }
  return start;
};

const advance = (reader: Reader, length: number): number => {
  const start = reader.offset;
  if (start + length > reader.buffer.length) throw new RangeError(`${length} bytes wanted, ${reader.buffer.length - start} left`);
  reader.offset += length;
  return start;
};

export const readBytes = (reader: Reader, length: number): Buffer => {
  const start = advance(reader, length);
  return reader.buffer.subarray(start, start + length);
};

export const writeBytes = (writer: Writer, bytes: Uint8Array): void => {
  const start = reserve(writer, bytes.length);
  writer.buffer.set(bytes, start);
};

export const readOctet = (reader: Reader): number => reader.buffer.readUInt8(advance(reader, 1));
export const writeOctet = (writer: Writer, value: number): void => {
  const start = reserve(writer, 1);
  writer.buffer.writeUInt8(value, start);
};

export const readShort = (reader: Reader): number => reader.buffer.readUInt16BE(advance(reader, 2));
export const writeShort = (writer: Writer, value: number): void => {
  const start = reserve(writer, 2);
  writer.buffer.writeUInt16BE(value, start);
};

export const readLong = (reader: Reader): number => reader.buffer.readUInt32BE(advance(reader, 4));
export const writeLong = (writer: Writer, value: number): void => {
  const start = reserve(writer, 4);
  writer.buffer.writeUInt32BE(value, start);
};

/** Delivery tags and body sizes; beyond 2^53 they lose precision, which no honest peer reaches. */
export const readLongLong = (reader: Reader): number => readLong(reader) * 2 ** 32 + readLong(reader);
export const writeLongLong = (writer: Writer, value: number): void => {
  writeLong(writer, Math.floor(value / 2 ** 32));
  writeLong(writer, value % 2 ** 32);
};

export const readShortString = (reader: Reader): string => {
  const length = readOctet(reader);
  const start = advance(reader, length);
  return reader.buffer.toString('utf8', start, start + length);
};

export const writeShortString = (writer: Writer, value: string): void => {
  const length = Buffer.byteLength(value);
  if (length > 255) throw new RangeError(`short string of ${length} bytes; 255 are the most`);
  writeOctet(writer, length);
  const start = reserve(writer, length);
  writer.buffer.write(value, start, 'utf8');
};

export const readLongString = (reader: Reader): string => readBytes(reader, readLong(reader)).toString('utf8');
export const writeLongString = (writer: Writer, value: string): void => {
  const length = Buffer.byteLength(value);
  writeLong(writer, length);
  const start = reserve(writer, length);
  writer.buffer.write(value, start, 'utf8');
};

/** Writes what `content` writes after its length in bytes, as tables and arrays are laid out. */
export const writeMeasured = (writer: Writer, content: () => void): void => {
  const start = reserve(writer, 4);
  content();
  writer.buffer.writeUInt32BE(writer.offset - start - 4, start);
};
