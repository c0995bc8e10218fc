import { expect, test } from 'vitest';
import { UserError } from '../shared/errors.ts';
import { addDependency } from './dependency.ts';

const json = `{
    "name": "@my-shop/orders",
    "dependencies": {
        "@my-shop/chassis": "0.0.0",
        "zod": "^4.6.7"
    },
    "scripts": { "start": "node src/main.ts" }
}
`;

test('goes to its place in the order, in the style of the file', () => {
  expect(addDependency('@my-shop/stock-contract', '0.0.0')(json)).toBe(json.replace('"0.0.0",\n', '"0.0.0",\n        "@my-shop/stock-contract": "0.0.0",\n'));
});

test('one that is there stays as it is', () => {
  expect(addDependency('zod', '^1.0.0')(json)).toBe(json);
});

test('a package.json without dependencies gets them; a broken one is refused', () => {
  expect(JSON.parse(addDependency('a', '1')('{ "name": "x" }\n'))).toEqual({ name: 'x', dependencies: { a: '1' } });
  expect(() => addDependency('a', '1')('{')).toThrow(UserError);
});
