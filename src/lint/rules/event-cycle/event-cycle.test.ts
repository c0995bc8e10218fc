import { describe, expect, it } from 'vitest';
import { call, event, model, service } from '../../../../test/support/model.ts';
import type { Model } from '../../../system/model.ts';
import { eventCycle } from './event-cycle.ts';

const services = ['a', 'b', 'c'].map((name) => service(name));
/** `a x b`: a publishes x, which b consumes. */
const told = (...ways: readonly string[]) => ways.flatMap((way) => {
  const [from = '', channel = '', to = ''] = way.split(' ');
  return [event(from, 'publish', channel), event(to, 'consume', channel)];
});
const check = (parts: Partial<Model>, most = 20) => eventCycle.check(model({ services, ...parts }), { most });

describe('event-cycle', () => {
  it('reports a call that an event answers, with both ends of each way', () => {
    expect(check({ calls: [call('a', 'b')], events: told('b done a') })).toMatchObject([{
      services: ['a', 'b'], data: { cycle: 'a > b > a' }, at: { note: 'b publishes done' },
      related: [{ note: 'a calls b' }, { note: 'b publishes done' }, { note: 'a follows done' }],
    }]);
  });

  it('reports a circle of events alone, the shortest first and each once', () => {
    expect(check({ events: told('a x b', 'b y c', 'c z a', 'b w a', 'a v b') }).map((found) => found.services.join(''))).toEqual(['ab', 'abc']);
    expect(check({ events: told('a x b', 'b w a', 'b y c', 'c z a', 'c u b') }).map((found) => found.services.join(''))).toEqual(['ab', 'bc']);
    expect(check({ events: told('a x b', 'b y c', 'c z a', 'b w a') }, 1)).toHaveLength(1);
  });

  it('leaves circles of calls alone to another rule, also between services that tell one another as well', () => {
    expect(check({ calls: [call('a', 'b'), call('b', 'a')], events: told('a x b', 'b y a') })).toEqual([]);
  });

  it('reports the others however many circles of calls there are', () => {
    expect(check({ calls: [call('a', 'b'), call('b', 'a')], events: told('b x c', 'c y b') }, 1).map((found) => found.services.join(''))).toEqual(['bc']);
  });

  it('accepts a channel that the same code follows for both', () => {
    const shared = ['a', 'b'].flatMap((name) => [event(name, 'publish', 'x', { file: 'libs/mail.ts', line: 1 }), event(name, 'consume', 'x', { file: 'libs/mail.ts', line: 9 })]);
    expect(check({ events: shared })).toEqual([]);
  });

  it('accepts events that go one way, channels that do not meet, and browsers', () => {
    expect(check({ calls: [call('a', 'b')], events: told('a x b', 'b y c') })).toEqual([]);
    expect(check({ calls: [call('a', 'b')], events: [event('b', 'publish', 'x'), event('a', 'consume', 'y')] })).toEqual([]);
    expect(check({ services: [service('a'), service('b', { role: 'ui' })], calls: [call('a', 'b')], events: told('b x a') })).toEqual([]);
  });
});
