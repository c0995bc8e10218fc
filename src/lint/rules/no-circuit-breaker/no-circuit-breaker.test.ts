import { describe, expect, it } from 'vitest';
import { call, model, service } from '../../../../test/support/model.ts';
import { noCircuitBreaker } from './no-circuit-breaker.ts';

const services = [service('orders'), service('cart')];
const check = (...calls: Parameters<typeof call>[]) => noCircuitBreaker.check(model({ services, calls: calls.map((given) => call(...given)) }));

describe('no-circuit-breaker', () => {
  it('reports a call outside any breaker, bounded or not', () => {
    expect(check(['orders', 'cart', { timeout: true }])).toMatchObject([{ verdict: 'positive', services: ['orders', 'cart'] }]);
  });

  it('cannot tell while the target is unknown, and says why', () => {
    expect(check(['orders', null])).toEqual([{ verdict: 'not-evaluable', services: ['orders'], reason: 'TARGET_URL is defined nowhere' }]);
  });

  it('accepts a breaker and a third party', () => {
    expect(check(['orders', 'cart', { breaker: true }], ['orders', null, { toKind: 'third-party' }])).toEqual([]);
  });
});
