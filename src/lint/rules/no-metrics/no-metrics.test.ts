import { describe, expect, it } from 'vitest';
import { feature, model, service } from '../../../../test/support/model.ts';
import { noMetrics } from './no-metrics.ts';

describe('no-metrics', () => {
  it('reports the service at its entry', () => {
    expect(noMetrics.check(model({ services: [service('orders')], features: [feature('orders', 'server')] }))).toMatchObject([{ services: ['orders'], at: { file: 'services/orders/src/main.ts', line: 1 } }]);
  });

  it('accepts what measures', () => {
    expect(noMetrics.check(model({ services: [service('orders')], features: [feature('orders', 'server'), feature('orders', 'metrics')] }))).toEqual([]);
  });

  it('wants none of a job, of a browser and of another language', () => {
    const services = [service('report'), service('shop', { role: 'ui' }), service('ledger', { node: false })];
    expect(noMetrics.check(model({ services, features: [feature('shop', 'server'), feature('ledger', 'server')] }))).toEqual([]);
  });
});
