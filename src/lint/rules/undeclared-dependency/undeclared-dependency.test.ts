import { describe, expect, it } from 'vitest';
import { call, crossImport, event, model, service } from '../../../../test/support/model.ts';
import type { Model } from '../../../system/model.ts';
import { undeclaredDependency } from './undeclared-dependency.ts';

const services = [service('orders'), service('stock'), service('mail')];
const check = (dependencies: Model['declared']['dependencies'], parts: Partial<Model>) => undeclaredDependency.check(model({ services, declared: { dependencies }, ...parts }));

describe('undeclared-dependency', () => {
  it('reports a call, an import and an event that nobody declared, each once', () => {
    const events = [event('stock', 'publish', 'stock.low'), event('orders', 'consume', 'stock.low')];
    const found = check({ orders: [] }, { calls: [call('orders', 'stock'), call('orders', 'stock', { line: 20 })], imports: [crossImport('orders', 'mail')], events });
    expect(found).toMatchObject([
      { services: ['orders', 'stock'], data: { how: 'calls' }, at: { line: 10 } },
      { services: ['orders', 'mail'], data: { how: 'imports code of' } },
      { services: ['orders', 'stock'], data: { how: 'follows events of' }, related: [{ note: 'orders consumes stock.low' }, { note: 'stock publishes it' }] },
    ]);
  });

  it('accepts what is declared', () => {
    expect(check({ orders: ['stock'] }, { calls: [call('orders', 'stock')] })).toEqual([]);
  });

  it('says nothing of services that are not declared, nor without any declaration', () => {
    expect(check({ mail: [] }, { calls: [call('orders', 'stock')] })).toEqual([]);
    expect(check(null, { calls: [call('orders', 'stock')] })).toEqual([]);
  });
});
