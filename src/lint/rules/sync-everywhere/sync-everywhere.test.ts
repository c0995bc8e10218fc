import { describe, expect, it } from 'vitest';
import { call, event, model, service } from '../../../../test/support/model.ts';
import type { Technology } from '../../../system/shape-model.ts';
import type { Model } from '../../../system/model.ts';
import { syncEverywhere } from './sync-everywhere.ts';

const services = [service('gateway', { role: 'gateway' }), service('orders'), service('stock')];
const calls = [call('gateway', 'orders'), call('orders', 'stock')];
const check = (parts: Partial<Model>) => syncEverywhere.check(model({ services, calls, ...parts }), syncEverywhere.options);

describe('sync-everywhere', () => {
  it('reports a system of calls alone, with one call of each edge', () => {
    expect(check({})).toMatchObject([{ services: [], data: { edges: 2, services: 3 }, related: [{ note: 'gateway calls orders' }, { note: 'orders calls stock' }] }]);
  });

  it('accepts a system in which one event crosses services, by name or by pattern', () => {
    expect(check({ events: [event('orders', 'publish', 'order.placed'), event('stock', 'consume', 'order.placed')] })).toEqual([]);
    expect(check({ events: [event('orders', 'publish', 'order.placed'), event('stock', 'consume', 'order.*')] })).toEqual([]);
  });

  it('is not soothed by events that nobody else follows', () => {
    expect(check({ events: [event('orders', 'publish', 'order.placed'), event('orders', 'consume', 'order.placed')] })).toHaveLength(1);
    expect(check({ events: [event('orders', 'publish', 'order.placed'), event('stock', 'consume', 'stock.low')] })).toHaveLength(1);
  });

  it('cannot tell when the name of a channel is computed', () => {
    expect(check({ events: [event('orders', 'publish', null), event('stock', 'consume', 'stock.low')] })).toMatchObject([{ verdict: 'not-evaluable', services: [] }]);
  });

  it('cannot tell when two services use a broker and one of them in a way that is not seen', () => {
    const kafka = (of: string): Technology => ({ service: of, kind: 'broker', name: 'kafka', file: `services/${of}/src/bus.ts`, line: 1 });
    expect(check({ technologies: [kafka('orders'), kafka('stock')] })).toMatchObject([{ verdict: 'not-evaluable', reason: 'what orders publishes or consumes through kafka is not seen' }]);
    expect(check({ technologies: [kafka('orders')] })).toMatchObject([{ verdict: 'positive' }]);
    expect(check({ technologies: [kafka('orders'), kafka('stock')], events: [event('orders', 'publish', 'a'), event('stock', 'consume', 'b')] })).toMatchObject([{ verdict: 'positive' }]);
  });

  it('cannot tell when something is published and no consumer is seen at all', () => {
    expect(check({ events: [event('orders', 'publish', 'order.placed')] })).toMatchObject([{ verdict: 'not-evaluable', reason: 'orders publishes, and nobody is seen to consume anything' }]);
  });

  it('accepts two services, one edge and no Node', () => {
    expect(check({ services: services.slice(1) })).toEqual([]);
    expect(check({ calls: [call('gateway', 'orders'), call('gateway', 'orders', { line: 20 })] })).toEqual([]);
    expect(check({ services: [...services.slice(0, 2), service('stock', { node: false })] })).toEqual([]);
  });
});
