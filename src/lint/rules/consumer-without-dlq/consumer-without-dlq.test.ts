import { describe, expect, it } from 'vitest';
import { event, model, service } from '../../../../test/support/model.ts';
import type { EventSite } from '../../../system/model.ts';
import { consumerWithoutDlq } from './consumer-without-dlq.ts';

const check = (more: Partial<EventSite>) => consumerWithoutDlq.check(model({ services: [service('mails')], events: [event('mails', 'consume', 'order.made', { ack: 'manual', ...more })] }));

describe('consumer-without-dlq', () => {
  it.each([['requeue', 'again'], ['drop', 'dropped']] as const)('reports %s, with what shows it', (onFailure, messageId) => {
    const settledBy = [{ file: 'services/mails/src/bus.ts', line: 9, note: 'gives a failing message back' }];
    expect(check({ onFailure, settledBy })).toMatchObject([{ verdict: 'positive', messageId, data: { channel: 'order.made' }, at: { line: 4 }, related: [...settledBy, { line: 4 }] }]);
  });

  it.each(['dead-letter', 'bounded-retry'] as const)('accepts %s', (onFailure) => {
    expect(check({ onFailure })).toEqual([]);
  });

  it('says what it cannot tell', () => {
    expect(check({ onFailure: null })).toMatchObject([{ verdict: 'not-evaluable', services: ['mails'] }]);
  });

  it('leaves consumers to other rules that acknowledge early or not at all', () => {
    expect([...check({ ack: 'auto', onFailure: 'drop' }), ...check({ ack: null })]).toEqual([]);
  });
});
