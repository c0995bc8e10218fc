import { describe, expect, it } from 'vitest';
import { literal, model, service } from '../../../../test/support/model.ts';
import { hardcodedEndpoint } from './hardcoded-endpoint.ts';

const services = [service('orders'), service('cart'), service('shop', { role: 'ui' })];

describe('hardcoded-endpoint', () => {
  it('tells a literal address from a fallback', () => {
    const found = hardcodedEndpoint.check(model({ services, literals: [literal('orders', 'cart'), { ...literal('orders', 'cart', true), line: 3 }] }));
    expect(found.map(({ messageId, services: names }) => [messageId, ...names])).toEqual([['literal', 'orders', 'cart'], ['fallback', 'orders', 'cart']]);
  });

  it('reports a place in a library once, with the services that run it', () => {
    const place = { file: 'packages/clients/src/cart.ts' };
    const found = hardcodedEndpoint.check(model({ services: [...services, service('billing')], literals: [{ ...literal('orders', 'cart'), ...place }, { ...literal('billing', 'cart'), ...place }] }));
    expect(found).toMatchObject([{ services: ['billing', 'orders', 'cart'], data: { from: 'orders' } }]);
  });

  it('leaves browsers alone', () => {
    expect(hardcodedEndpoint.check(model({ services, literals: [literal('shop', 'cart')] }))).toEqual([]);
  });
});
