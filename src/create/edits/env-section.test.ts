import { expect, test } from 'vitest';
import { addExampleSection, fillSecrets } from './env-section.ts';

const group = { title: 'billing', variables: [{ name: 'BILLING_DB_PASSWORD', description: 'password of the database', secret: true }, { name: 'BILLING_LIMIT', description: 'how much', default: '10' }] };
const random = (): string => 'secret';

test('a section is added once', () => {
  const after = addExampleSection(group)('# mine\nA=1\n');
  expect(after).toBe('# mine\nA=1\n\n# --- billing\n# password of the database\nBILLING_DB_PASSWORD=\n# how much\n#BILLING_LIMIT=10\n');
  expect(addExampleSection(group)(after)).toBe(after);
});

test('each empty secret of the example gets a value, and keeps it', () => {
  const example = addExampleSection(group)('JWT_SECRET=\nLOG_LEVEL=info\n');
  const env = fillSecrets(example, random)('JWT_SECRET=mine');
  expect(env).toBe('JWT_SECRET=mine\nBILLING_DB_PASSWORD=secret\n');
  expect(fillSecrets(example, random)(env)).toBe(env);
});
