import { expect, test } from 'vitest';
import { readableRoutes } from './readable-routes.ts';

const contract = 'services/stock/contract/src/contract.ts';
const files = (entries: string, v1: string): Readonly<Record<string, string>> => ({
  [contract]: `import * as routes from './v1/routes.ts';\nimport { getLot, named as other } from './v1/routes.ts';\nconst own = { method: 'GET', path: '/v1/own', responses: { 200: x } } as const satisfies RouteContract;\nexport const c = { routes: { ${entries} }, events: {} } as const satisfies ServiceContract;`,
  'services/stock/contract/src/v1/routes.ts': v1,
});
const read = (entries: string, v1 = '') => readableRoutes((path) => files(entries, v1)[path], contract);
const exported = (name: string, text: string): string => `export const ${name} = { ${text} } as const satisfies RouteContract;\n`;
const lot = exported('getLot', "method: 'GET', path: '/v1/lots/:lotId', params, responses: { 200: lot, 404: problem }");

test.each([
  ['getLot: routes.getLot', lot, 'getLot', 'lotId'],
  ['getLot', lot, 'getLot', 'lotId'],
  ['renamed: other', exported('named', "method: 'GET', path: '/v1/x', responses: { 200: lot }"), 'renamed', null],
  ['own', '', 'own', null],
  ["own2: { method: 'GET', path: '/v1/own', responses: { 200: x } }", '', 'own2', null],
  ['listLot: routes.listLot', exported('listLot', "method: 'GET', path: '/v1/lots', query: z.object({ limit: z.int().default(5), after: z.uuid().optional() }), responses: { 200: lots }"), 'listLot', null],
])('a route is seen: %s', (entries, v1, name, key) => {
  expect(read(entries, v1)).toEqual([{ name, key, identity: false }]);
});

test('those by key come first, and who asks for an identity is known', () => {
  expect(read('own, getLot', lot.replace('params', 'identity: true, params'))).toEqual([{ name: 'getLot', key: 'lotId', identity: true }, { name: 'own', key: null, identity: false }]);
});

test.each([
  ['another method', "method: 'POST', path: '/v1/lots', responses: { 200: lot }"],
  ['two parameters', "method: 'GET', path: '/v1/:a/:b', responses: { 200: lot }"],
  ['a query that must be given', "method: 'GET', path: '/v1/lots', query: z.object({ q: z.string() }), responses: { 200: lot }"],
  ['a query that is not written out', "method: 'GET', path: '/v1/lots', query: paging, responses: { 200: lot }"],
  ['no answer of 200', "method: 'GET', path: '/v1/lots', responses: { 201: lot }"],
  ['an answer without a body', "method: 'GET', path: '/v1/lots', responses: { 200: null }"],
  ['a path that is computed', "method: 'GET', path: `/v1/${lots}`, responses: { 200: lot }"],
])('%s: is none to compose', (_what, text) => {
  expect(read('getLot', exported('getLot', text))).toEqual([]);
});

test('what is not found is none', () => {
  expect([read('getLot'), read('gone: elsewhere'), readableRoutes(() => undefined, contract)]).toEqual([[], [], []]);
});
