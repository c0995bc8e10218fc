import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { UserError } from '../shared/errors.ts';
import { addYamlEntry, addYamlItem } from './yaml-entry.ts';

const compose = `# our system
services:
    orders:   # indented by four
        image: "orders"
        ports: ['1:1']

    # a comment that ends the services
volumes:
    orders-db: {}
`;

test('an entry is added as text: comments, quotes and indentation stay', () => {
  const after = addYamlEntry('compose.yaml', ['services'], ['billing', { image: 'billing', depends_on: ['orders'] }])(compose);
  expect(after).toBe(compose.replace("ports: ['1:1']\n", "ports: ['1:1']\n    billing:\n      image: billing\n      depends_on:\n        - orders\n"));
  expect(parse(after)).toMatchObject({ services: { orders: { image: 'orders' }, billing: { image: 'billing', depends_on: ['orders'] } } });
});

test('at the end of the file', () => {
  expect(addYamlEntry('compose.yaml', ['volumes'], ['billing-db', {}])(compose)).toBe(`${compose.trimEnd()}\n    billing-db: {}\n`);
});

test('a key that is there stays as it is', () => {
  expect(addYamlEntry('compose.yaml', ['services'], ['orders', {}])(compose)).toBe(compose);
});

test('values that look like code stay text', () => {
  const value = { command: '${X:?y}: #z {{a}}' };
  expect(parse(addYamlEntry('c', ['services'], ['b', value])(compose))).toMatchObject({ services: { b: value } });
});

test('a missing block, broken YAML and a flow map are refused', () => {
  expect(() => addYamlEntry('c', ['networks'], ['b', {}])(compose)).toThrow(UserError);
  expect(() => addYamlEntry('c', ['services'], ['b', {}])('services: [')).toThrow(UserError);
  expect(() => addYamlEntry('c', ['services'], ['b', {}])('services: {}')).toThrow(UserError);
});

test('an item of a list, in either style', () => {
  expect(addYamlItem('ci', ['m'], 'billing')('m: [orders, gateway] # all\n')).toBe('m: [orders, gateway, billing] # all\n');
  expect(addYamlItem('ci', ['m'], 'billing')('m:\n  - orders # first\n')).toBe('m:\n  - orders\n  - billing # first\n'.replace('orders\n  - billing # first', 'orders # first\n  - billing'));
  expect(addYamlItem('ci', ['m'], 'orders')('m: [orders]\n')).toBe('m: [orders]\n');
  expect(() => addYamlItem('ci', ['x'], 'orders')('m: [orders]\n')).toThrow(UserError);
});

test('an item that is a map', () => {
  const before = 'patches:\n  - target:\n      kind: Service\n    patch: |-\n      - op: remove\n  - path: orders.yaml # ours\n\nimages: []\n';
  const after = addYamlItem('k', ['patches'], { path: 'billing.yaml', options: { allowNameChange: true } })(before);
  expect(after).toBe(before.replace('# ours\n', '# ours\n  - path: billing.yaml\n    options:\n      allowNameChange: true\n'));
  expect(addYamlItem('k', ['patches'], { path: 'orders.yaml' })(before)).toBe(before);
});
