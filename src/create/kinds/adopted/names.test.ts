import { expect, test } from 'vitest';
import { routeName, serviceNames } from './names.ts';

test.each([
  ['inventory', 'inventory', 'inventoryClient'],
  ['@corner/orders-api', 'corner-orders-api', 'cornerOrdersApiClient'],
  ['2nd_Stock.service', 'service-2nd-stock-service', 'service2ndStockServiceClient'],
  ['default', 'default', 'defaultClient'],
])('%s is a file and an identifier', (name, file, client) => {
  expect(serviceNames({ name })).toMatchObject({ file, client });
});

test.each([
  ['GET', '/', 'getRoot'],
  ['GET', '/api/v1/items/:item_id', 'getItemsByItemId'],
  ['POST', '/order-lines/:id/~check.now', 'postOrderLinesByIdCheckNow'],
])('%s %s has a name', (method, path, name) => {
  expect(routeName(method, path)).toBe(name);
});
