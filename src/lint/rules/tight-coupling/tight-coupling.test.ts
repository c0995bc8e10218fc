import { describe, expect, it } from 'vitest';
import { call, crossImport, model, service, store } from '../../../../test/support/model.ts';
import type { StartDependency } from '../../../system/deployment-model.ts';
import type { SharedLibrary } from '../../../system/shape-model.ts';
import type { Model } from '../../../system/model.ts';
import { tightCoupling } from './tight-coupling.ts';

const services = [service('orders'), service('billing'), service('gateway', { role: 'gateway' })];
const check = (parts: Partial<Model>) => tightCoupling.check(model({ services, ...parts }));
const both = [call('orders', 'billing'), call('billing', 'orders')];
const shop = [store('orders', 'db:5432/shop'), store('billing', 'db:5432/shop')];
const library: SharedLibrary = { name: '@shop/entities', path: 'libs/entities', users: ['billing', 'orders'], holds: [{ file: 'libs/entities/order.ts', line: 4, note: 'an entity' }], file: 'libs/entities/package.json', line: 1 };
const after = (from: string, to: string): Model['deployment'] => {
  const dependency: StartDependency = { from, to, file: 'compose.yml', line: 9, note: `${from} starts after ${to}` };
  return { ...model().deployment, startDependencies: [dependency] };
};
const kinds = (parts: Partial<Model>) => check(parts).map(({ data }) => data['kinds']);

describe('tight-coupling', () => {
  it('reports a pair with two ties, sorted, with the places of both', () => {
    expect(check({ calls: both, stores: shop })).toMatchObject([{
      services: ['billing', 'orders'], data: { kinds: 'calls both ways, a shared database' },
      related: [{ note: 'billing calls orders' }, { note: 'orders calls billing' }, { note: 'billing uses the postgres database db:5432/shop' }, {}],
    }]);
  });

  it('knows five kinds', () => {
    expect(kinds({ stores: shop, imports: [crossImport('orders', 'billing')] })).toEqual(["a shared database, an import of the other's code"]);
    expect(kinds({ libraries: [library], deployment: after('orders', 'billing') })).toEqual(['a shared domain library, the order in which they start']);
  });

  it('leaves one kind to its own rule, however often it is seen', () => {
    expect(check({ calls: both })).toEqual([]);
    expect(check({ stores: shop })).toEqual([]);
    expect(check({ imports: [crossImport('orders', 'billing'), crossImport('billing', 'orders')] })).toEqual([]);
    expect(check({ libraries: [library, { ...library, name: 'other' }] })).toEqual([]);
  });

  it('counts calls one way for nothing, and a gateway that starts last', () => {
    expect(check({ stores: shop, calls: [call('orders', 'billing')] })).toEqual([]);
    expect(check({ calls: [call('orders', 'gateway'), call('gateway', 'orders')], deployment: after('gateway', 'orders') })).toEqual([]);
  });

  it('accepts two kinds on two pairs, and another database', () => {
    expect(check({ stores: shop, imports: [crossImport('orders', 'gateway')] })).toEqual([]);
    expect(check({ calls: both, stores: [store('orders', 'db:5432/shop'), store('billing', 'db:5432/other')] })).toEqual([]);
  });
});
