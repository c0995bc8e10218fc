import { expect, test } from 'vitest';
import { UserError } from '../../shared/errors.ts';
import { nameForms } from '../../shared/name-forms.ts';
import { acceptPart, clientPart, hasPart, routesCall, wirePart } from './app-client.ts';

const app = `import { createService } from '@my-shop/chassis';
import { orderRoutes } from './routes/orders.ts'; // HTTP

export const createApp = async (config: Config) => {
  const service = createService({ name: 'orders', contract, config });
  // the parts
  orderRoutes(service, { store, announce });
  return service;
};
`;
const target = clientPart(nameForms('price-list'));

test('the client is created and handed to the routes', () => {
  const after = wirePart(target)(app);
  expect(after).toContain("orderRoutes(service, { store, announce, priceList: connectPriceList(service) });");
  expect(after).toContain("import { connectPriceList } from './clients/price-list.ts';\nimport { orderRoutes } from './routes/orders.ts'; // HTTP\n");
  expect(after).toContain('  // the parts\n');
});

test('parts that come from a function are spread', () => {
  expect(wirePart(target)(app.replace('{ store, announce }', 'createStock(db)'))).toContain('orderRoutes(service, { ...createStock(db), priceList: connectPriceList(service) });');
});

test('a client that is there is seen, and nothing happens', () => {
  const after = wirePart(target)(app);
  expect([hasPart(app, target), hasPart(after, target)]).toEqual([false, true]);
  expect(wirePart(target)(after)).toBe(after);
});

test('the routes accept the client', () => {
  const routes = "import type { Service } from '@my-shop/chassis';\n\nexport const orderRoutes = (service: Service, { store }: OrderParts): void => {};\n";
  const after = acceptPart('orderRoutes', target)(routes);
  expect(after).toBe(routes
    .replace("'@my-shop/chassis';\n", "'@my-shop/chassis';\nimport type { PriceListClient } from '../clients/price-list.ts';\n")
    .replace('OrderParts)', 'OrderParts & { readonly priceList: PriceListClient })'));
  expect(acceptPart('orderRoutes', target)(after)).toBe(after);
  expect(acceptPart('f', target)('export function f(service: S, parts: A | B) {}\n')).toContain('parts: (A | B) & { readonly priceList: PriceListClient }');
});

test('without a call of routes it says what to do', () => {
  expect(() => routesCall('export const createApp = 1;')).toThrow(UserError);
  expect(() => acceptPart('orderRoutes', target)('export const orderRoutes = (service: Service) => {};')).toThrow(UserError);
});
