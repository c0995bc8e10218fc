import { expect, test } from 'vitest';
import { UserError } from '../../shared/errors.ts';
import { wireSaga, wireStep } from './app-saga.ts';

const chassis = '@my-shop/chassis';
const app = (opened: string, end = '') => `import { createService, openMessages, openStore } from '@my-shop/chassis';
import { stockRoutes } from './routes/stock.ts';

export const createApp = async (config: Config) => {
  const database = openStore<Database>(service, { migrations });
  ${opened}
  stockRoutes(service);
${end}  return service;
};
`;
const opened = 'const { inbox } = openMessages(service, database);';

test('a saga is added with what it needs, once', () => {
  const after = wireSaga({ saga: 'place-order', chassis })(app(opened));
  expect(after).toBe(app('const { inbox, outbox } = openMessages(service, database);\n  const sagas = openSagas(service, database);', '  addPlaceOrder(service, { outbox, sagas });\n')
    .replace('openMessages, openStore }', 'openMessages, openSagas, openStore }')
    .replace('\nimport { stockRoutes }', "\nimport { stockRoutes }").replace("'./routes/stock.ts';\n", "'./routes/stock.ts';\nimport { addPlaceOrder } from './sagas/place-order/place-order.ts';\n"));
  expect(wireSaga({ saga: 'place-order', chassis })(after)).toBe(after);
});

test('sagas are opened once: a second saga takes the name they have', () => {
  const after = wireSaga({ saga: 'buy', chassis })(app(`${opened}\n  const mine = openSagas(service, database);`));
  expect([after.includes('addBuy(service, { outbox, sagas: mine });'), after.match(/openSagas\(/g)?.length]).toEqual([true, 1]);
});

test('sagas that are opened in the middle of an expression get a name', () => {
  const after = wireSaga({ saga: 'buy', chassis })(app(`${opened}\n  const saga = openSagas(service, database).register(own());`));
  expect(after).toContain('  const sagas = openSagas(service, database);\n  const saga = sagas.register(own());\n');
  expect(after.match(/openSagas\(/g)?.length).toBe(1);
});

test('a step of others is answered for, once', () => {
  const after = wireStep({ route: 'hold-stock', chassis })(app(opened));
  expect(after).toContain('  const idempotency = openIdempotency(service, database);\n  stockRoutes(service);\n  holdStockStep(service, idempotency);\n  return service;');
  expect(wireStep({ route: 'hold-stock', chassis })(after)).toBe(after);
});

test.each([
  app(''),
  app(`${opened}\n  const { once } = openIdempotency(service, database);`),
])('what it can not build on is said', (text) => {
  expect(() => wireStep({ route: 'hold-stock', chassis })(text)).toThrow(UserError);
});
