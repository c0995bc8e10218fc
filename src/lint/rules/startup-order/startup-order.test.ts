import { describe, expect, it } from 'vitest';
import { deployment, model, service } from '../../../../test/support/model.ts';
import type { Service } from '../../../system/model.ts';
import { startupOrder } from './startup-order.ts';

const check = (from: Partial<Service>, to: Partial<Service>) => startupOrder.check(model({
  services: [service('orders', from), service('stock', to)],
  deployment: deployment({ startDependencies: [{ from: 'orders', to: 'stock', file: 'compose.yaml', line: 7, note: 'depends_on stock' }] }),
}));

describe('startup-order', () => {
  it('reports the line that makes one service wait for another', () => {
    expect(check({}, {})).toMatchObject([{ services: ['orders', 'stock'], at: { file: 'compose.yaml', line: 7 }, related: [{ note: 'depends_on stock' }, { file: 'docker-compose.yml' }] }]);
  });

  it('reports gateways and workers that wait, and services in other languages', () => {
    expect(check({ role: 'gateway' }, {})).toHaveLength(1);
    expect(check({ role: 'worker' }, { node: false })).toHaveLength(1);
  });

  it.each([
    ['a database', {}, { role: 'infra' }],
    ['the gateway', {}, { role: 'gateway' }],
    ['what a page waits for', { role: 'ui' }, {}],
    ['what a proxy waits for', { role: 'infra' }, {}],
  ] as const)('leaves %s alone', (_, from, to) => {
    expect(check(from, to)).toEqual([]);
  });
});
