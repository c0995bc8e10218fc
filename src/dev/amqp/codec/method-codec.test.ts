import { describe, expect, test } from 'vitest';
import { decodeMethod, encodeMethod } from './method-codec.ts';
import { decodeProperties, decodeRoutingProperties, encodeProperties } from './properties.ts';

describe('methods', () => {
  test('neighbouring bits share an octet', () => {
    const args = { queue: 'q', passive: false, durable: true, exclusive: false, autoDelete: true, nowait: false, arguments: {} };
    expect(encodeMethod('queue.declare', args)).toEqual(Buffer.from([0, 50, 0, 10, 0, 0, 1, 113, 0b01010, 0, 0, 0, 0]));
    expect(decodeMethod(encodeMethod('queue.declare', args))).toEqual({ name: 'queue.declare', args: { reserved1: 0, ...args } });
  });

  test('a bit between other fields has an octet of its own', () => {
    const args = { consumerTag: 't', deliveryTag: 2 ** 40 + 7, redelivered: true, exchange: 'e', routingKey: 'k' };
    expect(decodeMethod(encodeMethod('basic.deliver', args))).toEqual({ name: 'basic.deliver', args });
  });

  test('ids that are not in the table are undefined', () => {
    expect(decodeMethod(Buffer.from([0, 99, 0, 1]))).toBeUndefined();
  });
});

describe('properties', () => {
  const properties = { contentType: 'text/plain', headers: { a: 1 }, deliveryMode: 2, correlationId: 'c', expiration: '10', timestamp: 1_700_000_000, appId: 'x' };

  test('what is written is read back', () => {
    expect(decodeProperties(encodeProperties(properties))).toEqual(properties);
    expect(decodeProperties(encodeProperties({}))).toEqual({});
  });

  test('those for routing are found behind headers that are not decoded', () => {
    const { headers: _, ...rest } = properties;
    expect(decodeRoutingProperties(encodeProperties(properties))).toEqual(rest);
  });
});
