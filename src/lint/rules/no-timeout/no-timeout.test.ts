import { describe, expect, it } from 'vitest';
import { call, model, service } from '../../../../test/support/model.ts';
import { noTimeout } from './no-timeout.ts';

const services = [service('orders'), service('cart'), service('shop', { role: 'ui' })];
const check = (...calls: Parameters<typeof call>[]) => noTimeout.check(model({ services, calls: calls.map((given) => call(...given)) }));

describe('no-timeout', () => {
  it('reports an unbounded call to a service, caller first, with how the target was found', () => {
    const resolvedBy = [{ file: 'docker-compose.yml', line: 5, note: 'CART_URL=http://cart:4002' }];
    expect(check(['orders', 'cart', { resolvedBy }])).toMatchObject([{ verdict: 'positive', messageId: 'service', services: ['orders', 'cart'], at: { line: 10, column: 5 }, related: resolvedBy }]);
  });

  it('reports an unbounded call to an unknown address', () => {
    expect(check(['orders', null])).toMatchObject([{ messageId: 'unknown-target', services: ['orders'] }]);
  });

  it('accepts a bound, a third party and a browser', () => {
    expect(check(['orders', 'cart', { timeout: true }], ['orders', null, { toKind: 'third-party' }], ['shop', 'cart'])).toEqual([]);
  });
});
