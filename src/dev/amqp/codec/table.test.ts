import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTable, writeTable } from './table.ts';
import type { Field, Table } from './table.ts';
import { createWriter, readerOf, written } from './wire.ts';

const encoded = (table: Table): Buffer => {
  const writer = createWriter();
  writeTable(writer, table);
  return written(writer);
};

const scalar: fc.Arbitrary<Field> = fc.oneof(
  fc.string(), fc.boolean(), fc.constant(null), fc.maxSafeInteger(), fc.double({ noNaN: true }).filter((value) => !Object.is(value, -0)),
  fc.bigInt({ min: 2n ** 60n, max: 2n ** 63n - 1n }), fc.uint8Array(),
  fc.nat(4_000_000_000).map((seconds) => new Date(seconds * 1000)),
);
const name = fc.string({ maxLength: 60 });
const { field } = fc.letrec<{ field: Field }>((tie) => ({
  field: fc.oneof({ maxDepth: 3 }, scalar, fc.array(tie('field')), fc.dictionary(name, tie('field'), { noNullPrototype: true })),
}));

describe('field tables', () => {
  test('what is written is read back', () => {
    fc.assert(fc.property(fc.dictionary(name, field, { noNullPrototype: true }), (table) => {
      expect(readTable(readerOf(encoded(table)))).toEqual(table);
    }));
  });

  test('reads the types a client may send and this codec does not write', () => {
    const fields = Buffer.concat([
      Buffer.from([1, 97, 98, 0xff]), Buffer.from([1, 98, 66, 0xff]), Buffer.from([1, 99, 115, 0xff, 0xfe]), Buffer.from([1, 100, 117, 0xff, 0xfe]),
      Buffer.from([1, 101, 73, 0xff, 0xff, 0xff, 0xfd]), Buffer.from([1, 102, 105, 0xff, 0xff, 0xff, 0xff]), Buffer.from([1, 103, 102, 0x3f, 0xc0, 0, 0]),
      Buffer.from([1, 104, 68, 2, 0, 0, 1, 0x3a]),
    ]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(fields.length);
    expect(readTable(readerOf(Buffer.concat([length, fields])))).toEqual({
      a: -1, b: 255, c: -2, d: 65_534, e: -3, f: 4_294_967_295, g: 1.5, h: { places: 2, value: 314 },
    });
  });

  test('a table cut anywhere is an error, never a wrong table', () => {
    const bytes = encoded({ a: 'text', b: [1, 2], c: { d: true } });
    for (let end = 0; end < bytes.length; end += 1) expect(() => readTable(readerOf(bytes.subarray(0, end)))).toThrow(RangeError);
  });
});
