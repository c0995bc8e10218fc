import { describe, expect, it } from 'vitest';
import { model, route, service, store } from '../../../../test/support/model.ts';
import type { Size } from '../../../system/shape-model.ts';
import type { Model } from '../../../system/model.ts';
import { greedyServices } from './greedy-services.ts';

const small = ['a', 'b', 'c'];
const big = ['w', 'x', 'y', 'z'];
const size = (of: string, lines: number): Size => ({ service: of, lines, files: lines / 10, file: `services/${of}/src/main.ts`, line: 1 });
const system = (large: readonly string[]): Partial<Model> => ({
  services: [...small, ...large].map((name) => service(name)),
  sizes: [...small.map((name) => size(name, 10)), ...large.map((name) => size(name, 1000))],
  routes: small.map((name) => route(name, `/v1/${name}`)),
});
const check = (parts: Partial<Model>) => greedyServices.check(model(parts), greedyServices.options);

describe('greedy-services', () => {
  it('reports a system most of whose services do next to nothing', () => {
    expect(check(system(big.slice(0, 2)))).toMatchObject([{ messageId: 'most', services: [], data: { count: 3, all: 5, names: 'a, b, c' }, related: [{ note: 'a does next to nothing' }, {}, {}] }]);
  });

  it('reports three such services on one database', () => {
    expect(check({ ...system(big), stores: small.map((name) => store(name, 'db:5432/shop')) })).toMatchObject([{ messageId: 'one-database', data: { names: 'a, b, c' } }]);
  });

  it('accepts a few, two on one database, and a system too small to compare', () => {
    expect(check(system(big))).toEqual([]);
    expect(check({ ...system(big), stores: small.slice(1).map((name) => store(name, 'db:5432/shop')) })).toEqual([]);
    expect(check({ services: [service('a')], sizes: [size('a', 10)] })).toEqual([]);
  });
});
