import { describe, expect, test } from 'vitest';
import { call, model } from '../../../test/support/model.ts';
import { compareContracts } from '../compare-contracts.ts';
import { compareProtos } from './compare-protos.ts';
import { noProtos } from './proto.ts';
import { readProtos } from './read-protos.ts';

const file = 'services/stock/contract/proto/stock.proto';

interface Parts {
  readonly pkg?: string;
  readonly rpc?: string;
  readonly asked?: string;
  readonly answered?: string;
  readonly more?: string;
}
const proto = ({ pkg = 'stock.v1', rpc = 'rpc Get(Asked) returns (Given);', asked = 'string sku = 1;', answered = 'int32 free = 1; Item item = 2;', more = '' }: Parts = {}) => readProtos([{
  file,
  text: `syntax = "proto3"; package ${pkg}; service Stock { ${rpc} } message Asked { ${asked} } message Given { ${answered} } message Item { string name = 1; Kind kind = 2; repeated Item parts = 3; } ${more.includes('enum Kind') ? more : `enum Kind { NONE = 0; BOOK = 1; } ${more}`}`,
}]);

const told = (before: Parts, after: Parts): readonly string[] =>
  compareProtos(proto(before), proto(after)).map(({ breaking, subject, place, what }) => `${breaking ? '!' : '+'} ${subject.name.slice(subject.name.indexOf('/') + 1)}${place === null ? '' : ` ${place}`} ${what}`);

describe('what became of methods and messages', () => {
  test.each<readonly [name: string, before: Parts, after: Parts, expected: readonly string[]]>([
    ['the same', {}, {}, []],
    ['a field more', {}, { asked: 'string sku = 1; string site = 2;' }, ['+ Get request.site is new']],
    ['a field less', {}, { answered: 'Item item = 2;' }, ['! Get answer.free is gone, and its number 1 is not reserved']],
    ['a field less, as it should be taken out', {}, { answered: 'Item item = 2; reserved 1;' }, ['! Get answer.free is gone']],
    ['a number that is used again', {}, { answered: 'int32 left = 1; Item item = 2;' }, ['! Get answer.free is gone, and its number 1 is that of left']],
    ['a number that is used again for something else', {}, { answered: 'string note = 1; Item item = 2;' }, ['! Get answer.free is gone, and its number 1 is that of note, a string']],
    ['another number', {}, { answered: 'int32 free = 3; Item item = 2;' }, ['! Get answer.free has number 3 now, 1 before']],
    ['another type', {}, { answered: 'int64 free = 1; Item item = 2;' }, ['! Get answer.free is a int64 now, a int32 before']],
    ['a list in place of one', {}, { answered: 'repeated int32 free = 1; Item item = 2;' }, ['! Get answer.free is a list now, one value before']],
    ['a map', { asked: 'map<string, string> tags = 1;' }, { asked: 'map<int32, string> tags = 1;' }, ['! Get request.tags is a map by int32 now, a map by string before']],
    ['presence that is told', {}, { asked: 'optional string sku = 1;' }, []],
    ['a choice', {}, { asked: 'oneof by { string sku = 1; string ean = 2; }' }, ['! Get request.sku is one of the choice by now, stands alone before', '+ Get request.ean is new']],
    ['a value of an enumeration less', {}, { more: 'enum Kind { NONE = 0; }' }, ['! Get answer.item.kind has no value BOOK (1) any more']],
    ['a value of an enumeration more', {}, { more: 'enum Kind { NONE = 0; BOOK = 1; PEN = 2; }' }, ['+ Get answer.item.kind has the new value PEN']],
    ['a value of an enumeration at another number', {}, { more: 'enum Kind { NONE = 0; BOOK = 2; }' }, ['! Get answer.item.kind has BOOK at number 2 now, at 1 before']],
    ['an rpc less and one more', {}, { rpc: 'rpc Take(Asked) returns (Given);' }, ['! Get is gone', '+ Take is new']],
    ['a stream', {}, { rpc: 'rpc Get(Asked) returns (stream Given);' }, ['! Get streams answers now, has no streams before']],
    ['no safe repetition any more', { rpc: 'rpc Get(Asked) returns (Given) { option idempotency_level = NO_SIDE_EFFECTS; }' }, {}, ['! Get is not idempotent any more, and clients repeat it']],
    ['another package', {}, { pkg: 'stock.v2' }, ['! Get is stock.v2.Stock/Get now']],
  ])('%s', (_name, before, after, expected) => {
    expect(told(before, after)).toEqual(expected);
  });

  test('a version beside the one before it is additive', () => {
    const both = { ...proto(), methods: [...proto().methods, ...proto({ pkg: 'stock.v2' }).methods] };
    expect(compareProtos(proto(), both)).toMatchObject([{ breaking: false, code: 'rpc-added', subject: { name: 'stock.v2.Stock/Get' } }]);
  });
});

test('whom a change breaks: who calls the method, and who may', () => {
  const state = model({ calls: [
    call('orders', 'stock', { method: null, path: 'stock.v1.Stock/Get' }),
    call('billing', 'stock', { method: null, path: 'stock.v1.Stock/Take' }),
    call('search', 'stock', { method: null, path: 'stock.v1.Stock/*' }),
  ] });
  const promises = { service: 'stock', file: 'services/stock/contract/src/contract.ts', openapi: { paths: {} }, asyncapi: { channels: {} } };
  const [change] = compareContracts({ contracts: [{ ...promises, protos: proto() }], model: state }, { contracts: [{ ...promises, protos: proto({ answered: 'Item item = 2;' }) }], model: state });
  expect(change).toMatchObject({ file, breaks: [{ service: 'orders', by: 'call' }, { service: 'search', by: 'maybe' }] });
});

test.each([
  ['syntax = "proto3"; message {', 'illegal'],
  ['syntax = "proto3"; service S { rpc A(B) returns (C); }', 'no such type: B'],
  ['syntax = "proto3"; message A { string x = 1; string y = 1; }', 'duplicate id 1'],
])('%s is no proto file, and it is said which and why', (text, why) => {
  const read = () => readProtos([{ file, text }]);
  expect(read).toThrow(why);
  expect(read).toThrow(expect.objectContaining({ file }));
});

test('files of a contract may import each other, and what everybody knows', () => {
  const { messages, methods } = readProtos([
    { file: 'a.proto', text: 'syntax = "proto3"; package shop.v1; import "b.proto"; import "google/protobuf/timestamp.proto"; service S { rpc Get(Line) returns (Line); } message A { google.protobuf.Timestamp at = 1; }' },
    { file: 'b.proto', text: 'syntax = "proto3"; package shop.v1; message Line { string sku = 1; }' },
  ]);
  expect(methods).toMatchObject([{ path: 'shop.v1.S/Get', asked: 'shop.v1.Line', file: 'a.proto' }]);
  expect(messages['shop.v1.A']).toMatchObject([{ type: 'google.protobuf.Timestamp' }]);
  expect(readProtos([])).toEqual(noProtos);
});
