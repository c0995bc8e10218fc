import { describe, expect, it } from 'vitest';
import { call, model, route, service } from '../../../../test/support/model.ts';
import type { Call, Model } from '../../../system/model.ts';
import { callWithoutRoute } from './call-without-route.ts';

const services = [service('orders'), service('users')];
const routes = [route('users', '/v1/users/:id'), route('users', '/v1/users', { method: 'POST' }), route('users', '/health')];
const ask = (path: string | null, more: Partial<Call> = {}): Call => call('orders', 'users', { path, ...more });
const check = (calls: readonly Call[], parts: Partial<Model> = {}) => callWithoutRoute.check(model({ services, routes, calls, ...parts }));

describe('call-without-route', () => {
  it('reports a path that nobody answers, with the routes that are near', () => {
    expect(check([ask('/v1/user/{}')])).toMatchObject([{ messageId: 'path', services: ['orders', 'users'], data: { method: 'GET', path: '/v1/user/{}' }, related: [{ note: 'users answers GET /v1/users/:id' }, {}] }]);
  });

  it('reports a method that a path does not have', () => {
    expect(check([ask('/v1/users')])).toMatchObject([{ messageId: 'method', data: { others: 'POST' } }]);
  });

  it('accepts what is answered: by a parameter, by all methods, by a pattern, by several segments', () => {
    expect(check([ask('/v1/users/7'), ask('/v1/users/{}'), ask('/V1/Users/7/', { method: 'HEAD' })])).toEqual([]);
    expect(check([ask('/v1/users/7', { method: 'PUT' })], { routes: [...routes, route('users', '/v1/users/*', { method: 'ALL' })] })).toEqual([]);
    expect(check([ask('/v1/{}')])).toEqual([]);
  });

  it('accepts a path that is not read whole, a file, and a client that is not of HTTP', () => {
    expect(check([ask(null), ask('/'), ask('/{}/users'), ask('/v1/user-{}'), ask('/v1/http://x'), ask('/v1/logo.png'), ask('/v1/nothing', { method: null }), ask('/v1/nothing', { client: 'nest-client' })])).toEqual([]);
  });

  it('says nothing of a service whose routes are not all known', () => {
    const openRoutes = [{ service: 'users', file: 'a.ts', line: 1, note: 'x' }];
    expect(check([ask('/v1/nothing')], { openRoutes })).toEqual([]);
    expect(check([ask('/v1/nothing')], { routes: [...routes, route('users', '/v1/{}/x')] })).toEqual([]);
    expect(check([ask('/v1/nothing')], { routes: routes.slice(2) })).toEqual([]);
    expect(check([ask('/v1/nothing'), call('users', 'orders', { client: 'http-proxy-middleware', path: null })])).toEqual([]);
    expect(check([ask('/v1/nothing')], { services: [services[0] ?? service('orders'), service('users', { role: 'gateway' })] })).toEqual([]);
  });

  it('does not know when all paths begin otherwise than the routes', () => {
    expect(check([ask('/users/7')])).toMatchObject([{ verdict: 'not-evaluable', services: ['orders', 'users'] }]);
    expect(check([ask('/users/7'), ask('/v1/users/7')])).toMatchObject([{ verdict: 'positive' }]);
  });
});
