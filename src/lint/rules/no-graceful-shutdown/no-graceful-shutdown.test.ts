import { describe, expect, it } from 'vitest';
import { event, feature, model, service } from '../../../../test/support/model.ts';
import type { Model } from '../../../system/model.ts';
import { noGracefulShutdown } from './no-graceful-shutdown.ts';

const check = (parts: Partial<Model>) => noGracefulShutdown.check(model({ services: [service('orders')], ...parts }));

describe('no-graceful-shutdown', () => {
  it('reports a server where it begins to serve', () => {
    expect(check({ features: [{ ...feature('orders', 'server'), line: 9 }] })).toMatchObject([{ services: ['orders'], at: { file: 'services/orders/src/main.ts', line: 9 } }]);
  });

  it('reports a consumer', () => {
    expect(check({ events: [event('orders', 'consume', 'order.placed')] })).toMatchObject([{ related: [{ note: 'consumes order.placed' }, {}] }]);
  });

  it('accepts a service that handles its end', () => {
    expect(check({ features: [feature('orders', 'server'), feature('orders', 'shutdown')] })).toEqual([]);
  });

  it('says nothing of a job and of one that only publishes', () => {
    expect(check({ events: [event('orders', 'publish', 'order.placed')] })).toEqual([]);
  });

  it('leaves browsers and other languages alone', () => {
    const services = [service('orders', { role: 'ui' }), service('ledger', { node: false })];
    expect(check({ services, features: [feature('orders', 'server'), feature('ledger', 'server')] })).toEqual([]);
  });
});
