import { analyze } from '../../src/system/analyze.ts';
import type { Model } from '../../src/system/model.ts';
import { filesOf, parseText } from './text-system.ts';

/** The model of a small system that is written as one text: each file begins with a line `-- path --`. */
export const analyzed = (text: string): Model => analyze(filesOf(parseText(text)));

const service = (name: string): string => `-- ${name}/package.json --
{ "name": "${name}", "scripts": { "start": "node src/main.ts" }, "dependencies": { "express": "5" } }
`;

/** Two services, `orders` and `stock`, that compose runs; `code` is what `orders/src/main.ts` says. */
export const twoServices = (code: string, more = ''): Model => analyzed(`${service('orders')}
-- orders/src/main.ts --
${code}
${service('stock')}
-- stock/src/main.ts --
import express from 'express';
const app = express();
app.get('/v1/items/:id', (req, res) => res.json({}));
app.listen(3001);
-- compose.yaml --
services:
  orders:
    build: ./orders
    environment:
      STOCK_URL: http://stock:3001
      DATABASE_URL: postgres://o:p@db:5432/orders
  stock:
    build: ./stock
    ports: ['3001:3001']
  db:
    image: postgres:18
    ports: ['5433:5432']
${more}`);
