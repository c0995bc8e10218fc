import { expect, test } from 'vitest';
import { filesOf, parseText } from '../../../test/support/text-system.ts';
import { analyze } from '../analyze.ts';
import { readFile, type ReadFacts } from '../facts/read-file.ts';
import { sourceFacts } from '../facts/source-facts.ts';

const system = parseText(`
-- orders/package.json --
{ "name": "orders", "scripts": { "start": "node src/main.ts" }, "dependencies": { "express": "5", "axios": "1" } }
-- orders/src/main.ts --
import express from 'express';
import type { Prices } from '@shop/prices';
import { clients } from '../../shared/clients.ts';
export const priced = (prices: Prices) => prices.of('a');
const lazily = () => import('../../shared/lazy.ts');
express().get('/v1/orders', () => clients.stock.get('/v1/items')).listen(3000);
-- stock/package.json --
{ "name": "stock", "scripts": { "start": "node src/main.ts" }, "dependencies": { "express": "5" } }
-- stock/src/main.ts --
import express from 'express';
express().get('/v1/items', (_, res) => res.json([])).listen(3001);
-- shared/clients.ts --
export * from './barrel.ts';
-- shared/barrel.ts --
export { clients } from './deep.ts';
-- shared/deep.ts --
import axios from 'axios';
export const clients = { stock: axios.create({ baseURL: 'http://stock:3001' }) };
-- shared/lazy.ts --
export const loaded = 1;
-- shared/unused.ts --
import axios from 'axios';
import { clients } from './clients.ts';
export class Other implements Prices {}
axios.get('http://stock:3001/v1/items');
clients.stock.get('/v1/items');
-- prices/package.json --
{ "name": "@shop/prices", "main": "index.ts" }
-- prices/index.ts --
export class Prices { of(id: string) { return fetch('http://stock:3001/v1/items/' + id); } }
-- compose.yaml --
services: { orders: { build: ./orders }, stock: { build: ./stock } }
`);

const modelOf = (contents: ReadonlyMap<string, string>) => {
  const parsed: string[] = [];
  const read: ReadFacts = (path, text) => {
    parsed.push(path);
    return readFile(path, text);
  };
  const files = filesOf(contents);
  return { model: analyze(files, undefined, sourceFacts(files, read)), parsed: parsed.toSorted() };
};

test('what services lead to is parsed, through barrels, packages, types and import(); the rest is not, and changes nothing', () => {
  const { model, parsed } = modelOf(system);
  expect(parsed).toEqual(['orders/src/main.ts', 'prices/index.ts', 'shared/barrel.ts', 'shared/clients.ts', 'shared/deep.ts', 'shared/lazy.ts', 'stock/src/main.ts']);
  expect(model.calls.map(({ from, to, file }) => [from, to, file])).toContainEqual(['orders', 'stock', 'orders/src/main.ts']);
  expect(model).toEqual(modelOf(new Map([...system].filter(([path]) => path !== 'shared/unused.ts'))).model);
});
