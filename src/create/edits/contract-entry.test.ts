import { expect, test } from 'vitest';
import { UserError } from '../../shared/errors.ts';
import { addContractEntry, contractKeys } from './contract-entry.ts';

const entry = {
  list: 'events', key: 'orders.shipped.v1', value: 'ordersShippedV1',
  imports: "import { ordersShippedV1 } from './v1/shipped.ts';", exports: "export { ordersShippedV1Example, type OrdersShippedV1 } from './v1/shipped.ts';",
} as const;

const contract = (events: string, head = '') => `import type { ServiceContract } from '@my-shop/chassis/contract';
import * as routes from './v1/routes.ts';
${head}
/** What orders promises. */
export const ordersContract = {
  name: 'orders',
  routes: { placeOrder: routes.placeOrder },
  events: ${events},
} as const satisfies ServiceContract;
`;

test.each([
  ['{}', "{ 'orders.shipped.v1': ordersShippedV1 }"],
  ["{ 'order.placed.v1': placed }", "{ 'order.placed.v1': placed, 'orders.shipped.v1': ordersShippedV1 }"],
  ["{\n    'order.placed.v1': placed, // yes\n  }", "{\n    'order.placed.v1': placed, // yes\n    'orders.shipped.v1': ordersShippedV1,\n  }"],
])('an entry is added to %s, once', (before, after) => {
  const added = addContractEntry(entry)(contract(before));
  expect(added).toBe(contract(after, `${entry.imports}\n\n${entry.exports}\n`));
  expect(addContractEntry(entry)(added)).toBe(added);
});

test('the export stands with the others', () => {
  const others = "\nexport type { Order } from './v1/routes.ts';\n";
  expect(addContractEntry(entry)(contract('{}', others))).toBe(contract("{ 'orders.shipped.v1': ordersShippedV1 }", `${entry.imports}\n${others}${entry.exports}\n`));
});

test('routes have names as they are', () => {
  const added = addContractEntry({ list: 'routes', key: 'holdStock', value: 'holdStock', imports: "import { holdStock } from './v1/hold-stock.ts';" })(contract('{}'));
  expect([contractKeys(added, 'routes'), added.includes('placeOrder: routes.placeOrder, holdStock }')]).toEqual([['placeOrder', 'holdStock'], true]);
});

test.each([contract('allEvents'), 'export const x = 1;'])('what is not written out is said: %s', (text) => {
  expect(() => addContractEntry(entry)(text)).toThrow(UserError);
});
