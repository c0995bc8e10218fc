import { expect, test } from 'vitest';
import { UserError } from '../../shared/errors.ts';
import { nameForms } from '../../shared/name-forms.ts';
import { acceptClient, hasClient, routesCall, wireClient } from './app-client.ts';

const app = `import { createService } from '@my-shop/chassis';
import { orderRoutes } from './routes/orders.ts'; // HTTP

export const createApp = async (config: Config) => {
  const service = createService({ name: 'orders', contract, config });
  // the parts
  orderRoutes(service, { store, announce });
  return service;
};
`;
const target = nameForms('price-list');

test('the client is created and handed to the routes', () => {
  const after = wireClient(target)(app);
  expect(after).toContain("orderRoutes(service, { store, announce, priceList: connectPriceList(service) });");
  expect(after).toContain("import { connectPriceList } from './clients/price-list.ts';\nimport { orderRoutes } from './routes/orders.ts'; // HTTP\n");
  expect(after).toContain('  // the parts\n');
});

test('parts that come from a function are spread', () => {
  expect(wireClient(target)(app.replace('{ store, announce }', 'createStock(db)'))).toContain('orderRoutes(service, { ...createStock(db), priceList: connectPriceList(service) });');
});

test('a client that is there is seen, and nothing happens', () => {
  const after = wireClient(target)(app);
  expect([hasClient(app, 'price-list'), hasClient(after, 'price-list')]).toEqual([false, true]);
  expect(wireClient(target)(after)).toBe(after);
});

test('the routes accept the client', () => {
  const routes = "import type { Service } from '@my-shop/chassis';\n\nexport const orderRoutes = (service: Service, { store }: OrderParts): void => {};\n";
  const after = acceptClient('orderRoutes', target)(routes);
  expect(after).toBe(routes
    .replace("'@my-shop/chassis';\n", "'@my-shop/chassis';\nimport type { PriceListClient } from '../clients/price-list.ts';\n")
    .replace('OrderParts)', 'OrderParts & { readonly priceList: PriceListClient })'));
  expect(acceptClient('orderRoutes', target)(after)).toBe(after);
  expect(acceptClient('f', target)('export function f(service: S, parts: A | B) {}\n')).toContain('parts: (A | B) & { readonly priceList: PriceListClient }');
});

test('without a call of routes it says what to do', () => {
  expect(() => routesCall('export const createApp = 1;')).toThrow(UserError);
  expect(() => acceptClient('orderRoutes', target)('export const orderRoutes = (service: Service) => {};')).toThrow(UserError);
});
