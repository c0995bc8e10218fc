import { describe, expect, test } from 'vitest';
import { decodeProperties, encodeProperties } from '../codec/properties.ts';
import { deadProperties, goesRound } from './dead-letter.ts';
import { messageOf } from './message.ts';

const died = (...deaths: readonly (readonly [queue: string, reason: string])[]) => ({ 'x-death': deaths.map(([queue, reason]) => ({ queue, reason, count: 1 })) });

describe('goesRound', () => {
  test.each([
    ['was never there', died(['a', 'expired']), 'b', false],
    ['came back without a rejection', died(['a', 'expired']), 'a', true],
    ['came back through another queue without one', died(['b', 'maxlen'], ['a', 'expired']), 'a', true],
    ['was rejected on the way', died(['b', 'expired'], ['a', 'rejected']), 'a', false],
    ['was rejected elsewhere on the way', died(['b', 'rejected'], ['a', 'expired']), 'a', false],
    ['has no deaths', {}, 'a', false],
    ['carries an x-death that is none', { 'x-death': 'forged' }, 'a', false],
  ])('%s', (_, headers, queue, expected) => {
    expect(goesRound(headers, queue)).toBe(expected);
  });
});

describe('deadProperties', () => {
  const death = { queue: 'q', reason: 'expired', at: 5000 } as const;
  const dead = (properties: Buffer) =>
    decodeProperties(deadProperties(messageOf({ id: 1, exchange: 'e', routingKey: 'k', properties, body: Buffer.alloc(0), at: 0 }), death));
  const deaths = [{ count: 1, reason: 'expired', queue: 'q', time: new Date(5000), exchange: 'e', 'routing-keys': ['k'] }];

  test('adds the death to what the message had', () => {
    expect(dead(encodeProperties({ messageId: '1', deliveryMode: 2, headers: { a: 'b' } }))).toMatchObject({ messageId: '1', deliveryMode: 2, headers: { a: 'b', 'x-death': deaths } });
  });

  test.each([
    ['headers of an unknown type', encodeProperties({ deliveryMode: 2, headers: { a: 'b' } }).map((byte) => (byte === 'S'.charCodeAt(0) ? 32 : byte))],
    ['headers that end too early', encodeProperties({ deliveryMode: 2, headers: { aaaa: 'b' } }).map((byte) => (byte === 4 ? 250 : byte))],
    ['a text that is longer once it is UTF-8', encodeProperties({ deliveryMode: 2, messageId: 'm'.repeat(200) }).map((byte) => (byte === 'm'.charCodeAt(0) ? 0xff : byte))],
  ])('goes on after %s', (_, properties) => {
    const { headers, ...others } = dead(Buffer.from(properties));
    expect(others).toEqual({ deliveryMode: 2 });
    expect(headers).toMatchObject({ 'x-death': deaths });
  });
});
