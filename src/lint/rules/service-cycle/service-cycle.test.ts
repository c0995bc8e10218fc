import { describe, expect, it } from 'vitest';
import { call, event, model, service } from '../../../../test/support/model.ts';
import type { Model } from '../../../system/model.ts';
import { serviceCycle } from './service-cycle.ts';

const services = ['a', 'b', 'c', 'd'].map((name) => service(name));
const edges = (...names: readonly string[]) => names.map((name) => call(name[0] ?? '', name[1] ?? ''));
const check = (parts: Partial<Model>, most = 20) => serviceCycle.check(model({ services, ...parts }), { most });
const cycles = (...names: readonly string[]) => check({ calls: edges(...names) }).map((found) => found.services.join(''));

describe('service-cycle', () => {
  it('reports a circle in order, with one call of each edge', () => {
    const calls = [call('b', 'a', { line: 3 }), call('a', 'b', { line: 7 }), call('a', 'b', { line: 9 })];
    expect(check({ calls })).toMatchObject([{
      services: ['a', 'b'], data: { cycle: 'a > b > a' }, at: { file: 'services/a/src/client.ts', line: 7 },
      related: [{ note: 'a calls b (and 1 more)' }, { note: 'b calls a', line: 3 }],
    }]);
  });

  it('reports each elementary circle once, the shortest first', () => {
    expect(cycles('ab', 'bc', 'ca', 'ba', 'cd')).toEqual(['ab', 'abc']);
    expect(cycles('bc', 'cd', 'db')).toEqual(['bcd']);
  });

  it('accepts chains, trees and two paths to one service', () => {
    expect(cycles('ab', 'bc', 'ac', 'cd')).toEqual([]);
  });

  it('accepts a circle that an event closes', () => {
    expect(check({ calls: edges('ab'), events: [event('b', 'publish', 'x'), event('a', 'consume', 'x')] })).toEqual([]);
  });

  it('asks neither browsers nor addresses that are not known', () => {
    const shop = service('shop', { role: 'ui' });
    expect(check({ services: [...services, shop], calls: [call('a', 'shop'), call('shop', 'a'), call('a', null)] })).toEqual([]);
  });

  it('reports no more than it is told, however dense the graph is', () => {
    const names = Array.from({ length: 90 }, (_, index) => `s${index}`);
    const calls = names.flatMap((from) => names.filter((to) => to !== from).map((to) => call(from, to)));
    const before = performance.now();
    expect(check({ services: names.map((name) => service(name)), calls }, 5)).toHaveLength(5);
    expect(performance.now() - before).toBeLessThan(3000);
  });

  it('finds one circle of ninety services', () => {
    const names = Array.from({ length: 90 }, (_, index) => `s${String(index).padStart(2, '0')}`);
    const calls = names.map((from, index) => call(from, names[(index + 1) % names.length] ?? ''));
    expect(check({ services: names.map((name) => service(name)), calls }).map((found) => found.services)).toEqual([names]);
  });
});
