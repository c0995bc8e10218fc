import { expect, test } from 'vitest';
import { UserError } from '../../shared/errors.ts';
import { wireAggregate } from './app-aggregate.ts';

const chassis = '@my-shop/chassis';
const app = (opened: string, end = '') => `import { createService, openMessages, openStore } from '@my-shop/chassis';

export const createApp = async (config: Config) => {
  const database = openStore<Database>(service, { migrations });
  ${opened}
${end}  return service;
};
`;

test('an aggregate is added with what it needs, once, and a second one takes what is open', () => {
  const after = wireAggregate({ aggregate: 'big-parcel', chassis })(app('const messages = openMessages(service, database);'));
  expect(after).toBe(app('const messages = openMessages(service, database);\n  const aggregates = openAggregates(service, database);', '  addBigParcel(service, { outbox: messages.outbox, aggregates });\n')
    .replace('createService, openMessages', 'createService, openAggregates, openMessages')
    .replace("chassis';\n", "chassis';\nimport { addBigParcel } from './aggregates/big-parcel/big-parcel.ts';\n"));
  expect(wireAggregate({ aggregate: 'big-parcel', chassis })(after)).toBe(after);
  const two = wireAggregate({ aggregate: 'pallet', chassis })(after);
  expect([two.match(/openAggregates\(/g)?.length, two.includes('addPallet(service, { outbox: messages.outbox, aggregates });')]).toEqual([1, true]);
});

test('an application that opens no messages is said to be one', () => {
  expect(() => wireAggregate({ aggregate: 'pallet', chassis })(app(''))).toThrow(UserError);
});
