import { describe, expect, it } from 'vitest';
import { call, model, service, store } from '../../test/support/model.ts';
import { finding, report } from '../../test/support/report.ts';
import { affectedServices, onlyAffected } from './changed.ts';

const system = model({
  services: [service('orders'), service('cart'), service('stock', { evidence: [{ file: 'deploy/stock.yaml', line: 1, note: 'deploys it' }] })],
  calls: [call('orders', 'cart', { resolvedBy: [{ file: 'deploy/env.yaml', line: 3, note: 'CART_URL' }] })],
  stores: [store('stock', 'db:5432/stock', { resolvedBy: [{ file: '.env', line: 1, note: 'DATABASE_URL' }] })],
  sharedSources: [{ file: 'packages/http/src/client.ts', services: ['cart', 'orders'] }, { file: 'packages/log/src/log.ts', services: ['stock'] }],
});
const affected = (...changed: readonly string[]) => [...affectedServices(system, changed)].toSorted();

describe('what a change affects', () => {
  it.each([
    [['services/cart/src/main.ts'], ['cart']],
    [['services/cart/Dockerfile', 'README.md'], ['cart']],
    [['packages/http/src/client.ts'], ['cart', 'orders']],
    [['packages/log/package.json'], ['stock']],
    [['deploy/env.yaml'], ['cart', 'orders']],
    [['deploy/stock.yaml'], ['stock']],
    [['.env'], ['stock']],
    [['docker-compose.yml'], ['cart', 'orders']],
    [['README.md', 'package.json', 'services/other/x.ts'], []],
  ])('%j: %j', (changed, services) => {
    expect(affected(...changed)).toEqual(services);
  });

  it('does not spread from a caller to what it calls', () => {
    expect(affected('services/orders/src/client.ts')).toEqual(['orders']);
  });

  it('counts what deploys the system beside a service at the root', () => {
    const rooted = model({ services: [service('app', { path: '.' }), service('cart')] });
    expect([...affectedServices(rooted, ['docker-compose.yml'])].toSorted()).toEqual(['app', 'cart']);
    expect([...affectedServices(rooted, ['services/cart/x.ts'])]).toEqual(['cart']);
  });
});

describe('the report about it', () => {
  const others = finding({ services: ['billing', 'mail'], related: [{ file: 'deploy/env.yaml', line: 1, note: 'x' }] });
  const all = report({ findings: [finding(), others, finding({ services: [], related: [] })], notEvaluable: [{ rule: 'a', services: ['cart'], reason: '' }, { rule: 'a', services: ['bff'], reason: '' }] });

  it('has the findings of affected services, and those that a changed file proves', () => {
    const of = (services: readonly string[], files: readonly string[]) => onlyAffected(all, new Set(services), new Set(files));
    expect(of(['cart'], []).findings).toEqual([all.findings[0]]);
    expect(of(['cart'], []).notEvaluable).toEqual([all.notEvaluable[0]]);
    expect(of([], ['deploy/env.yaml']).findings).toEqual([others]);
    expect(of([], ['orders/checkout.ts']).findings).toHaveLength(3);
    expect(of([], []).findings).toEqual([]);
  });
});
