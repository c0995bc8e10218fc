import { expect, test } from 'vitest';
import { UserError } from '../../shared/errors.ts';
import { wireProjection } from './app-projection.ts';

const chassis = '@my-shop/chassis';
const app = (opened: string, end = '') => `import { createService, openMessages, openStore } from '@my-shop/chassis';

export const createApp = async (config: Config) => {
  const database = openStore<Database>(service, { migrations });
  ${opened}
${end}  return service;
};
`;

test('a projection is added with what it needs, once, and a second one takes what is open', () => {
  const after = wireProjection({ projection: 'order-overview', chassis })(app('const { outbox } = openMessages(service, database);'));
  expect(after).toBe(app('const { outbox, inbox } = openMessages(service, database);\n  const projections = openProjections(service, database, { inbox });', '  addOrderOverview(service, projections);\n')
    .replace('openMessages, openStore }', 'openMessages, openProjections, openStore }')
    .replace("chassis';\n", "chassis';\nimport { addOrderOverview } from './projections/order-overview/order-overview.ts';\n"));
  expect(wireProjection({ projection: 'order-overview', chassis })(after)).toBe(after);
  const two = wireProjection({ projection: 'sales', chassis })(after);
  expect([two.match(/openProjections\(/g)?.length, two.includes('addSales(service, projections);')]).toEqual([1, true]);
});

test('messages that are kept as one are asked for their inbox', () => {
  expect(wireProjection({ projection: 'sales', chassis })(app('const messages = openMessages(service, database);'))).toContain('openProjections(service, database, { inbox: messages.inbox });');
});

test('an application that opens no messages is said to be one', () => {
  expect(() => wireProjection({ projection: 'sales', chassis })(app(''))).toThrow(UserError);
});
