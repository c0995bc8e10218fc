import { describe, expect, it } from 'vitest';
import { call, event, feature, model, service } from '../../../../test/support/model.ts';
import type { Model } from '../../../system/model.ts';
import { noTracing } from './no-tracing.ts';

const services = [service('orders'), service('cart')];
const check = (parts: Partial<Model>) => noTracing.check(model({ services, ...parts }));

describe('no-tracing', () => {
  it('reports caller and callee, with the edge', () => {
    const found = check({ calls: [call('orders', 'cart')] });
    expect(found.map(({ services: names }) => names)).toEqual([['orders'], ['cart']]);
    expect(found).toMatchObject([{ related: [{ note: 'orders calls cart', line: 10 }] }, {}]);
  });

  it('reports both ends of an event', () => {
    const found = check({ events: [event('orders', 'publish', 'order.placed'), event('cart', 'consume', 'order.placed')] });
    expect(found).toMatchObject([{ related: [{ note: 'orders publishes order.placed' }] }, { related: [{ note: 'cart consumes order.placed' }] }]);
  });

  it('accepts a tracer and a service without edges', () => {
    expect(check({ calls: [call('orders', 'cart')], features: [feature('orders', 'tracing'), feature('cart', 'tracing')] })).toEqual([]);
    expect(check({ events: [event('orders', 'publish', 'order.placed')] })).toEqual([]);
  });

  it('cannot tell while nobody knows whom it talks to', () => {
    expect(check({ calls: [call('orders', null)] })).toMatchObject([{ verdict: 'not-evaluable', services: ['orders'] }]);
    expect(check({ events: [event('cart', 'consume', null)] })).toMatchObject([{ verdict: 'not-evaluable', services: ['cart'] }]);
  });
});
