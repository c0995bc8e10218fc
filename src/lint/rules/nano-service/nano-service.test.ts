import { describe, expect, it } from 'vitest';
import { call, event, model, route, service, store } from '../../../../test/support/model.ts';
import type { Size } from '../../../system/shape-model.ts';
import type { Model } from '../../../system/model.ts';
import { nanoService } from './nano-service.ts';

const services = ['orders', 'billing', 'echo'].map((name) => service(name));
const size = (of: string, lines: number, files: number): Size => ({ service: of, lines, files, file: `services/${of}/src/main.ts`, line: 1 });
const sizes = [size('orders', 900, 20), size('billing', 800, 18), size('echo', 40, 1)];
const check = (parts: Partial<Model>) => nanoService.check(model({ services, sizes, ...parts }), nanoService.options);

describe('nano-service', () => {
  it('reports a small service with two entries, health aside', () => {
    const found = check({ routes: [route('echo', '/v1/echo'), route('echo', '/health'), route('echo', '/')], events: [event('echo', 'consume', 'x'), event('echo', 'publish', 'y')] });
    expect(found).toMatchObject([{ services: ['echo'], data: { entries: 2, lines: 40 }, related: [{ note: 'GET /v1/echo' }, { note: 'consumes x' }] }]);
  });

  it('accepts three entries, many lines, many files, and one whose entries are not seen', () => {
    expect(check({ routes: [route('echo', '/a'), route('echo', '/b'), route('echo', '/c')] })).toEqual([]);
    expect(check({ sizes: [...sizes.slice(0, 2), size('echo', 500, 1)], routes: [route('echo', '/a')] })).toEqual([]);
    expect(check({ sizes: [...sizes.slice(0, 2), size('echo', 40, 15)], routes: [route('echo', '/a')] })).toEqual([]);
    expect(check({})).toEqual([]);
  });

  it('does not judge one that puts answers of others together, unless it keeps something itself', () => {
    const composing = { routes: [route('echo', '/v1/overview')], calls: [call('echo', 'orders')] };
    expect(check(composing)).toEqual([]);
    expect(check({ ...composing, stores: [store('echo', null)] })).toHaveLength(1);
  });

  it('compares three business services or more', () => {
    expect(check({ services: services.slice(1), sizes: sizes.slice(1), routes: [route('echo', '/a')] })).toEqual([]);
    expect(check({ services: [...services.slice(0, 2), service('echo', { role: 'gateway' })], routes: [route('echo', '/a')] })).toEqual([]);
  });
});
