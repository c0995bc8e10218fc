import { describe, expect, it } from 'vitest';
import { call, feature, model, route, service } from '../../../../test/support/model.ts';
import type { Model } from '../../../system/model.ts';
import { unversionedApi } from './unversioned-api.ts';

const services = [service('orders')];
const check = (parts: Partial<Model>) => unversionedApi.check(model({ services, ...parts }));

describe('unversioned-api', () => {
  it('reports a service once, at its first route', () => {
    const found = check({ routes: [route('orders', '/orders'), route('orders', '/orders/:id', { line: 9 })] });
    expect(found).toMatchObject([{ services: ['orders'], at: { line: 7 }, related: [{ line: 9, note: 'GET /orders/:id' }] }]);
  });

  it('accepts a version in a route or by the framework', () => {
    expect(check({ routes: [route('orders', '/v1/orders', { version: 'v1' }), route('orders', '/internal')] })).toEqual([]);
    expect(check({ routes: [route('orders', '/orders')], features: [feature('orders', 'versioning')] })).toEqual([]);
  });

  it.each(['/', '/health', '/api/health', '/healthz', '/orders/health', '/health/ready', '/metrics', '/docs/json', '/api-docs', '/swagger.json', '*', '/*'])('does not count %s', (path) => {
    expect(check({ routes: [route('orders', path)] })).toEqual([]);
  });

  it.each(['/api/orders', '/healthcare', '/documents', '/orders/:id/status'])('counts %s', (path) => {
    expect(check({ routes: [route('orders', path)] })).toHaveLength(1);
  });

  it('cannot tell of GraphQL and message patterns', () => {
    expect(check({ routes: [route('orders', '/graphql', { kind: 'graphql' })] })).toEqual([{ verdict: 'not-evaluable', services: ['orders'], reason: 'only GraphQL' }]);
  });

  it('accepts a gateway that carries the version', () => {
    const gateway = service('gateway', { role: 'gateway' });
    const proxy = { path: '/v1/orders', version: 'v1', file: 'services/gateway/src/main.ts', line: 5 };
    const parts = { services: [...services, gateway], routes: [route('orders', '/orders'), route('gateway', '/v1/orders', proxy)] };
    expect(check({ ...parts, calls: [call('gateway', 'orders', { path: '/orders', file: proxy.file, line: 5 })] })).toEqual([]);
    expect(check({ ...parts, calls: [call('gateway', 'orders', { path: '/orders', line: 50 })] })).toHaveLength(1);
    expect(check({ ...parts, calls: [call('gateway', 'orders', { path: '/orders', line: 50, handlers: ['GET /v1/orders'] })] })).toEqual([]);
    // A message to the service is not what the path promises.
    expect(check({ ...parts, calls: [call('gateway', 'orders', { path: 'orders.find', method: null, line: 50, handlers: ['GET /v1/orders'] })] })).toHaveLength(1);
  });
});
