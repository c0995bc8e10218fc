import { describe, expect, it } from 'vitest';
import { event, model, service } from '../../../../test/support/model.ts';
import { consumerWithoutAck } from './consumer-without-ack.ts';

const check = (...events: Parameters<typeof event>[]) => consumerWithoutAck.check(model({ services: [service('mails')], events: events.map((given) => event(...given)) }));

describe('consumer-without-ack', () => {
  it('reports a consumer that acknowledges before the work, with what shows it', () => {
    const settledBy = [{ file: 'services/mails/src/bus.ts', line: 7, note: 'noAck: true' }];
    expect(check(['mails', 'consume', 'order.made', { ack: 'auto', settledBy }])).toMatchObject([{ messageId: 'early', services: ['mails'], data: { channel: 'order.made' }, at: { line: 4 }, related: [...settledBy, { line: 4 }] }]);
  });

  it('accepts acknowledgement after the work, brokers that have none, and publishers', () => {
    expect(check(['mails', 'consume', 'a', { ack: 'manual' }], ['mails', 'consume', 'b', { ack: null }], ['mails', 'publish', 'c'])).toEqual([]);
  });

  it('reports a place once, with all its channels', () => {
    expect(check(['mails', 'consume', 'b', { ack: 'auto' }], ['mails', 'consume', 'a', { ack: 'auto' }])).toMatchObject([{ data: { channel: 'a, b' } }]);
  });

  it('does not judge what is no service of ours', () => {
    expect(check(['other', 'consume', 'a', { ack: 'auto' }])).toEqual([]);
  });
});
