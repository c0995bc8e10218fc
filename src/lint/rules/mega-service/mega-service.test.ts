import { describe, expect, it } from 'vitest';
import { model, route, service } from '../../../../test/support/model.ts';
import type { Size } from '../../../system/shape-model.ts';
import type { Model } from '../../../system/model.ts';
import { megaService } from './mega-service.ts';

const services = ['shop', 'mail', 'search'].map((name) => service(name));
const size = (of: string, lines: number): Size => ({ service: of, lines, files: 5, file: `services/${of}/src/main.ts`, line: 1 });
const sizes = [size('shop', 500), size('mail', 250), size('search', 250)];
const routes = ['/api/v1/orders', '/api/v1/orders/:id', '/api/v1/bills', '/v2/customers', '/health'].map((path) => route('shop', path));
const check = (parts: Partial<Model>, options = {}) => megaService.check(model({ services, sizes, routes, ...parts }), { ...megaService.options, ...options });

describe('mega-service', () => {
  it('reports a service with most of the code and several resources', () => {
    expect(check({})).toMatchObject([{ services: ['shop'], data: { percent: 50, count: 3, resources: 'bills, customers, orders' } }]);
  });

  it('accepts one with little code or two resources, and what the options allow', () => {
    expect(check({ sizes: [size('shop', 380), size('mail', 320), size('search', 300)] })).toEqual([]);
    expect(check({ routes: routes.slice(0, 3) })).toEqual([]);
    expect(check({ routes: [...routes.slice(0, 3), route('shop', '/v1/audit/orders/:id')] })).toEqual([]);
    expect(check({}, { share: 0.6 })).toEqual([]);
  });

  it('compares three business services or more', () => {
    expect(check({ services: services.slice(0, 2) })).toEqual([]);
    expect(check({ services: [services[0] ?? service('shop'), service('mail', { role: 'gateway' }), service('search')] })).toEqual([]);
  });
});
