import { describe, expect, it } from 'vitest';
import { model, service } from '../../../../test/support/model.ts';
import type { TableUse } from '../../../system/shape-model.ts';
import { sharedTable } from './shared-table.ts';

const services = [service('orders'), service('billing'), service('gateway', { role: 'gateway' })];
const use = (name: string, table: string, more: Partial<TableUse> = {}): TableUse => ({ service: name, engine: 'postgres', identity: 'db:5432/shop', table, file: `services/${name}/src/store.ts`, line: 5, ...more });
const check = (...tables: readonly TableUse[]) => sharedTable.check(model({ services, tables }));

describe('shared-table', () => {
  it('reports a pair once, with the tables and a place in each service', () => {
    const found = check(use('orders', 'orders'), use('billing', 'orders', { line: 9 }), use('orders', 'items'), use('billing', 'items'), use('billing', 'bills'));
    expect(found).toMatchObject([{ services: ['billing', 'orders'], data: { tables: 'items, orders' }, related: [{ file: 'services/billing/src/store.ts', line: 9 }, { file: 'services/orders/src/store.ts', line: 5 }, {}, {}] }]);
  });

  it('names three tables and counts the rest', () => {
    const all = ['a', 'b', 'c', 'd', 'e'].flatMap((table) => [use('orders', table), use('billing', table)]);
    expect(check(...all)).toMatchObject([{ data: { tables: 'a, b, c and 2 more' } }]);
  });

  it('accepts another table, database, schema and engine', () => {
    expect(check(use('orders', 'orders'), use('billing', 'bills'))).toEqual([]);
    expect(check(use('orders', 'orders'), use('billing', 'orders', { identity: 'db:5432/billing' }))).toEqual([]);
    expect(check(use('orders', 'orders'), use('billing', 'orders', { identity: 'db:5432/shop?schema=billing' }))).toEqual([]);
    expect(check(use('orders', 'orders'), use('billing', 'orders', { engine: 'mongo' }))).toEqual([]);
  });

  it('accepts a gateway and a service that names it twice', () => {
    expect(check(use('orders', 'orders'), use('gateway', 'orders'))).toEqual([]);
    expect(check(use('orders', 'orders'), use('orders', 'orders', { line: 8 }))).toEqual([]);
  });

  it('cannot tell when the database of a table of the same name is not known', () => {
    expect(check(use('orders', 'orders', { identity: null }), use('billing', 'orders'))).toEqual([{ verdict: 'not-evaluable', services: ['orders'], reason: 'which database holds orders is not known' }]);
    expect(check(use('orders', 'orders', { identity: null }), use('billing', 'bills'))).toEqual([]);
  });
});
