import { describe, expect, it } from 'vitest';
import { call, crossImport, model, service, store } from '../../../../test/support/model.ts';
import type { Handler, Model } from '../../../system/model.ts';
import { distributedMonolith } from './distributed-monolith.ts';

const names = ['a', 'b', 'c', 'd'];
const services = names.map((name) => service(name));
const shared = names.slice(0, 2).map((name) => store(name, 'db:5432/shop'));
const handlers = names.map((name): Handler => ({ service: name, kind: 'request', name: `GET /${name}`, file: `services/${name}/src/routes.ts`, line: 1 }));
const step = (from: string, to: string, by = `GET /${from}`) => call(from, to, { path: `/${to}`, handlers: [by] });
const chain = [step('a', 'b'), step('b', 'c'), step('c', 'd')];
const check = (parts: Partial<Model>, options = {}) => distributedMonolith.check(model({ services, handlers, ...parts }), { ...distributedMonolith.options, ...options });
const criteria = (parts: Partial<Model>) => check(parts).map((verdict) => (verdict.verdict === 'positive' ? verdict.data['criteria'] : verdict.reason));

describe('distributed-monolith', () => {
  it('reports two criteria with the places that show them', () => {
    expect(check({ stores: shared, calls: chain })).toMatchObject([{
      services: [], data: { count: 4, criteria: '2 of 4 services share a database; calls connect them 3 hops deep' },
      related: [{ note: 'a uses db:5432/shop' }, {}, { note: 'a calls b' }, {}, {}],
    }]);
  });

  it('knows common code and one build', () => {
    const scripts = services.map((one) => ({ ...one, unit: '.', evidence: [{ file: 'package.json', line: 1, note: 'has a start script' }] }));
    const imports = [crossImport('a', 'b')];
    expect(criteria({ services: scripts, imports })).toEqual(['they share domain code; they are built as one']);
    const images = [{ name: 'all', starts: names, file: 'Dockerfile', line: 9, note: 'starts all' }];
    expect(criteria({ imports, deployment: { ...model().deployment, images } })).toEqual(['they share domain code; one image starts them all']);
  });

  it('accepts one package whose services are deployed one by one', () => {
    expect(check({ services: services.map((one) => ({ ...one, unit: '.' })), imports: [crossImport('a', 'b')] })).toEqual([]);
  });

  it('accepts one criterion alone', () => {
    expect(check({ stores: shared })).toEqual([]);
    expect(check({ calls: chain })).toEqual([]);
  });

  it('accepts less than half of the services, calls two hops deep and builds of their own', () => {
    const five = [...services, service('e')];
    expect(check({ services: five, stores: shared, calls: chain })).toEqual([]);
    expect(check({ stores: shared, calls: [step('a', 'b'), step('b', 'c'), step('a', 'd')] })).toEqual([]);
    expect(check({ stores: shared, calls: [...chain.slice(0, 2), step('c', 'd', 'GET /other')] })).toEqual([]);
  });

  it('accepts fewer than three business services, and who says that it is meant', () => {
    const workers = services.map((one, index) => (index < 2 ? one : { ...one, role: 'worker' as const }));
    expect(check({ services: workers, stores: shared, calls: chain })).toEqual([]);
    expect(check({ stores: shared, calls: chain }, { modularMonolith: true })).toEqual([]);
  });
});
