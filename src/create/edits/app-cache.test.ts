import { expect, test } from 'vitest';
import { UserError } from '../../shared/errors.ts';
import { cachePart, wireCache, wireForgetting } from './app-cache.ts';
import { acceptPart } from './app-client.ts';

const chassis = '@my-shop/chassis';
const app = (opened: string, parts = '{ store }', end = '') => `import { connectBus, createService } from '@my-shop/chassis';
import { orderRoutes } from './routes/orders.ts';

export const createApp = async (config: Config) => {
  const own = createService({ name: 'orders', contract, config });
${opened}  const bus = connectBus(own);

  orderRoutes(own, ${parts});
${end}  return own;
};
`;
const imported = (text: string, ...lines: readonly string[]): string => text.replace('createService }', 'createService, openCaches }').replace("\nimport { orderRoutes }", `\n${lines.map((line) => `${line}\n`).join('')}import { orderRoutes }`);

const importPrice = "import { openPriceCache } from './caches/price.ts';";

test('a cache is opened and handed to the routes, once', () => {
  const after = wireCache({ cache: 'price', chassis })(app(''));
  expect(after).toBe(imported(app('  const caches = openCaches(own);\n  const priceCache = openPriceCache(caches);\n', '{ store, priceCache }'), importPrice));
  expect(wireCache({ cache: 'price', chassis })(after)).toBe(after);
});

test('a second cache is opened on what the first one opened, by the name that it has', () => {
  const first = app('  const mine = openCaches(own);\n');
  expect(wireCache({ cache: 'price', chassis })(first)).toContain('  const mine = openCaches(own);\n  const priceCache = openPriceCache(mine);\n');
});

test('the routes accept the cache, once', () => {
  const routes = "import type { Service } from '@my-shop/chassis';\n\nexport const orderRoutes = (service: Service, { store }: OrderParts): void => {};\n";
  const after = acceptPart('orderRoutes', cachePart('stock-level'))(routes);
  expect(after).toContain("import type { StockLevelCache } from '../caches/stock-level.ts';");
  expect(after).toContain('OrderParts & { readonly stockLevelCache: StockLevelCache })');
  expect(acceptPart('orderRoutes', cachePart('stock-level'))(after)).toBe(after);
});

test('an event has it forgotten, once', () => {
  const wire = wireForgetting({ cache: 'price', consume: 'consumeInventoryMovedV1', module: './events/inventory-moved-v1.ts' });
  const after = wire(app(''));
  expect(after).toContain('  await consumeInventoryMovedV1(bus, priceCache);\n  return own;');
  expect(wire(after)).toBe(after);
});

test.each(['export const createApp = 1;', app('').replace('const own = ', 'made.own = '), app('').replace('orderRoutes(own, { store });', '')])('what it can not build on is said', (text) => {
  expect(() => wireCache({ cache: 'price', chassis })(text)).toThrow(UserError);
});
