import { describe, expect, test } from 'vitest';
import { UserError } from '../../shared/errors.ts';
import { messageStoreIn, wireConsumer } from './app-messages.ts';

const consumer = { name: 'consumeOrdersShippedV1', module: './events/orders-shipped-v1.ts' };
const app = (opening: string, end = 'return service;') => `import type { Config } from './config.ts';
import { stockRoutes } from './routes/stock.ts';

export const createApp = async (config: Config) => {
  const service = createService({ config });
  ${opening}

  stockRoutes(service); // all of them
  ${end}
};
`;

describe('a consumer is started at the end of createApp', () => {
  test.each([
    ['const { inbox } = openMessages(service, db);', 'inbox', 'const { inbox } = openMessages(service, db);'],
    ['const { outbox } = openMessages(service, db);', 'inbox', 'const { outbox, inbox } = openMessages(service, db);'],
    ['const { inbox: taken, outbox } = openMessages(service, db);', 'taken', 'const { inbox: taken, outbox } = openMessages(service, db);'],
    ['const messages = openMessages(service, db);', 'messages.inbox', 'const messages = openMessages(service, db);'],
    ['const bus = connectBus(service);', 'bus', 'const bus = connectBus(service);'],
  ])('%s', (opening, part, opened) => {
    const after = wireConsumer(consumer)(app(opening));
    expect(after).toBe(app(opened, `await consumeOrdersShippedV1(${part});\n  return service;`).replace("import { stockRoutes }", "import { consumeOrdersShippedV1 } from './events/orders-shipped-v1.ts';\nimport { stockRoutes }"));
    expect(wireConsumer(consumer)(after)).toBe(after);
  });

  test.each([
    ['no messages', app('')],
    ['an end that gives nothing', app('const bus = connectBus(service);', 'void service;')],
    ['a function that can not wait', app('const bus = connectBus(service);').replace('async ', '')],
    ['parts by position', app('const [inbox] = openMessages(service, db);')],
  ])('%s: it says what to do', (_, text) => {
    expect(() => wireConsumer(consumer)(text)).toThrow(UserError);
  });
});

test('the store is known by what is opened', () => {
  expect([app('const { outbox } = openMessages(service, db);'), app('const bus = connectBus(service);'), app('')].map(messageStoreIn)).toEqual(['postgres', 'memory', null]);
});
