import { describe, expect, it } from 'vitest';
import { model, service, store } from '../../../../test/support/model.ts';
import type { Store } from '../../../system/model.ts';
import { sharedDatabase } from './shared-database.ts';

const services = [service('orders'), service('billing'), service('cart'), service('gateway', { role: 'gateway' }), service('orders-migrate', { role: 'worker' })];
const check = (...stores: readonly Store[]) => sharedDatabase.check(model({ services, stores }));
const shop = 'db:5432/shop';

describe('shared-database', () => {
  it('reports each pair once, sorted, and shows both connections', () => {
    const found = check(store('orders', shop), store('billing', shop), store('billing', shop, { line: 9 }));
    expect(found).toMatchObject([{ services: ['billing', 'orders'], at: { file: 'services/billing/src/store.ts', line: 3 }, related: [{ file: 'services/orders/src/store.ts' }] }]);
  });

  it('reports a pair that shares several databases once, with all of them', () => {
    const found = check(store('orders', shop), store('billing', shop), store('orders', 'db:5432/log'), store('billing', 'db:5432/log'));
    expect(found).toMatchObject([{ data: { identity: shop }, related: [{}, { note: 'they share db:5432/log, too' }] }]);
  });

  it('reports three pairs for three services', () => {
    expect(check(store('orders', shop), store('billing', shop), store('cart', shop))).toHaveLength(3);
  });

  it('accepts another database, schema or engine', () => {
    expect(check(store('orders', shop), store('billing', 'db:5432/billing'), store('cart', `${shop}?schema=cart`))).toEqual([]);
    expect(check(store('orders', shop), store('billing', shop, { engine: 'mysql' }))).toEqual([]);
  });

  it('accepts a shared cache, a gateway and a migration job', () => {
    expect(check(store('orders', shop, { role: 'cache' }), store('billing', shop, { role: 'cache' }))).toEqual([]);
    expect(check(store('orders', shop), store('gateway', shop), store('orders-migrate', shop))).toEqual([]);
  });

  it('cannot tell while a database is unknown that another service could share', () => {
    expect(check(store('orders', null), store('billing', shop))).toEqual([{ verdict: 'not-evaluable', services: ['orders'], reason: 'DATABASE_URL is defined nowhere' }]);
    expect(check(store('orders', null))).toEqual([]);
  });

  it('cannot tell of services that have a schema in common, which it says once', () => {
    const resolvedBy = [{ file: 'libs/db/schema.prisma', line: 3, note: 'the schema' }];
    const found = check(store('orders', null, { resolvedBy }), store('billing', null, { resolvedBy }), store('cart', null));
    expect(found).toEqual([
      { verdict: 'not-evaluable', services: ['billing', 'orders'], reason: 'they have libs/db/schema.prisma in common, and DATABASE_URL is defined nowhere' },
      { verdict: 'not-evaluable', services: ['cart'], reason: 'DATABASE_URL is defined nowhere' },
    ]);
  });
});
