import { expect, test } from 'vitest';
import { model, service } from '../../test/support/model.ts';
import { requireEvent } from './event-reference.ts';
import { standingSystem } from './standing-system.ts';

const contract = (...types: readonly string[]): string => `export const c = { routes: {}, events: { ${types.map((type) => `'${type}': event`).join(', ')} } };`;
const files: Readonly<Record<string, string>> = {
  'packages/chassis/package.json': '{ "name": "@my-shop/chassis" }',
  'services/inventory/contract/src/contract.ts': contract('inventory.moved.v1', 'inventory.moved.v2'),
  'services/orders/contract/src/contract.ts': contract('order.confirmed.v1', 'Shipped'),
};
const system = standingSystem(model({ services: [service('inventory', { path: 'services/inventory' }), service('orders', { path: 'services/orders' }), service('gateway', { path: 'services/gateway' })] }), (path) => files[path]);

test.each([
  ['inventory.moved', 'inventory.moved.v2', 'moved', 2],
  ['inventory.moved.v1', 'inventory.moved.v1', 'moved', 1],
  ['order.confirmed', 'order.confirmed.v1', 'order-confirmed', 1],
  ['orders.order.confirmed', 'order.confirmed.v1', 'order-confirmed', 1],
  ['orders.Shipped', 'Shipped', 'Shipped', 1],
])('%s is %s', (reference, type, name, version) => {
  expect(requireEvent(system, reference)).toMatchObject({ type, name, version, publisher: { name: type.startsWith('inventory') ? 'inventory' : 'orders' } });
});

test('a version that is taken already stays the one that is meant', () => {
  expect(requireEvent(system, 'inventory.moved', ({ version }) => version === 1)).toMatchObject({ type: 'inventory.moved.v1' });
});

test.each([['inventory.movd', 'Did you mean inventory.moved?'], ['inventory.moved.v3', 'Did you mean inventory.moved?'], ['x', 'There is: inventory.moved']])('%s is none', (reference, told) => {
  expect(() => requireEvent(system, reference)).toThrow(expect.objectContaining({ code: 2, hint: expect.stringContaining(told) as string }) as Error);
});
