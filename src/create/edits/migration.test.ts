import { expect, test } from 'vitest';
import { UserError } from '../../shared/errors.ts';
import { addMigration } from './migration.ts';

const add = addMigration({ symbol: 'sagaTables', what: 'sagas', chassis: '@my-shop/chassis' });
const file = (names: readonly string[]) => `import { messageTables } from '@my-shop/chassis';\n\nexport const migrations = {\n${names.map((name) => `  '${name}': messageTables,\n`).join('')}};\n`;

test.each([
  [['2026-01-03-messages', '2026-01-01-first'], '2026-01-04-sagas'],
  [['2026-12-31-messages'], '2027-01-01-sagas'],
  [['0001-messages'], '0001-messages-sagas'],
])('it comes after %j: %s', (names, name) => {
  const after = add(file(names));
  expect(after).toBe(file(names).replace('};', `  '${name}': sagaTables,\n};`).replace('messageTables }', 'messageTables, sagaTables }'));
  expect([...names, name].toSorted().at(-1)).toBe(name);
  expect(add(after)).toBe(after);
});

test('migrations that are made otherwise are said', () => {
  expect(() => add('export const migrations = readMigrations();\n')).toThrow(UserError);
});
