import { expect, test } from 'vitest';
import { UserError } from '../../shared/errors.ts';
import { addGatewayRoute } from './gateway-route.ts';

const block = `// What is reachable.
export const routes = [
  // the first one
  { prefix: '/v1/orders',   service: 'orders', auth: 'jwt' }, // keep me
] satisfies GatewayRoute[];

export const other = 1;
`;

test('a route goes to the end of the list, and everything else keeps its bytes', () => {
  expect(addGatewayRoute('billing')(block)).toBe(block.replace('// keep me\n', `// keep me\n  { prefix: '/v1/billing', service: 'billing', auth: 'jwt' },\n`));
});

test('without a trailing comma, in one line, and empty', () => {
  expect(addGatewayRoute('a')("const routes = [\n  { prefix: '/v1/b' }\n];")).toBe("const routes = [\n  { prefix: '/v1/b' },\n  { prefix: '/v1/a', service: 'a', auth: 'jwt' },\n];");
  expect(addGatewayRoute('a')('const routes = [];')).toBe("const routes = [{ prefix: '/v1/a', service: 'a', auth: 'jwt' }];");
  expect(addGatewayRoute('a')('const routes = [\n];')).toBe("const routes = [\n  { prefix: '/v1/a', service: 'a', auth: 'jwt' },\n];");
});

test('a prefix that is there stays as it is', () => {
  expect(addGatewayRoute('orders')(block)).toBe(block);
});

test('without the list it says what to write by hand', () => {
  expect(() => addGatewayRoute('billing')('export const paths = [];')).toThrow(UserError);
});
