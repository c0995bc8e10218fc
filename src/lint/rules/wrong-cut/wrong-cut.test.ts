import { describe, expect, it } from 'vitest';
import { call, event, model, route, service, store } from '../../../../test/support/model.ts';
import type { Handler, Model } from '../../../system/model.ts';
import { wrongCut } from './wrong-cut.ts';

const services = [service('accounts'), service('rows'), service('mails')];
const routes = [route('accounts', '/v1/accounts', { line: 7 }), route('accounts', '/v1/accounts/:id', { line: 8 }), route('accounts', '/health', { line: 9 })];
const handlers = routes.map(({ path, file, line }): Handler => ({ service: 'accounts', kind: 'request', name: `GET ${path}`, file, line }));
const calls = [call('accounts', 'rows', { handlers: ['GET /v1/accounts'] }), call('accounts', 'rows', { line: 20, handlers: ['GET /v1/accounts/:id'] })];
const check = (parts: Partial<Model>) => wrongCut.check(model({ services, routes, handlers, calls, ...parts }));

describe('wrong-cut', () => {
  it('reports a service all of whose requests go on to one other', () => {
    expect(check({})).toMatchObject([{ services: ['accounts'], data: { target: 'rows' }, related: [{ line: 10 }, { line: 20 }] }]);
  });

  it('accepts who answers a request itself, asks two others, or one that is not known', () => {
    expect(check({ calls: calls.slice(1) })).toEqual([]);
    expect(check({ calls: [...calls, call('accounts', 'mails')] })).toEqual([]);
    expect(check({ calls: [...calls, call('accounts', null)] })).toEqual([]);
  });

  it('accepts who keeps data, tells others, or has no requests', () => {
    expect(check({ stores: [store('accounts', 'db:5432/a')] })).toEqual([]);
    expect(check({ events: [event('accounts', 'publish', 'x')] })).toEqual([]);
    expect(check({ handlers: [] })).toEqual([]);
  });

  it('accepts a gateway', () => {
    expect(check({ services: [service('accounts', { role: 'gateway' }), ...services.slice(1)] })).toEqual([]);
  });
});
