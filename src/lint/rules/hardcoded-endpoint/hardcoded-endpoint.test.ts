import { describe, expect, it } from 'vitest';
import { literal, model, service } from '../../../../test/support/model.ts';
import { hardcodedEndpoint } from './hardcoded-endpoint.ts';

const services = [service('orders'), service('cart'), service('shop', { role: 'ui' })];

describe('hardcoded-endpoint', () => {
  it('tells a literal address from a fallback', () => {
    const found = hardcodedEndpoint.check(model({ services, literals: [literal('orders', 'cart'), literal('orders', 'cart', true)] }));
    expect(found.map(({ messageId, services: names }) => [messageId, ...names])).toEqual([['literal', 'orders', 'cart'], ['fallback', 'orders', 'cart']]);
  });

  it('leaves browsers alone', () => {
    expect(hardcodedEndpoint.check(model({ services, literals: [literal('shop', 'cart')] }))).toEqual([]);
  });
});
