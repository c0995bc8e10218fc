import { describe, expect, it } from 'vitest';
import { analyzed } from '../../../test/support/analyzed.ts';

const service = (name: string): string => `-- ${name}/package.json --\n{ "name": "${name}", "scripts": { "start": "node main.ts" }, "dependencies": { "express": "5" } }\n-- ${name}/main.ts --\nimport pg from 'pg';\nnew pg.Pool({ connectionString: process.env.DATABASE_URL });\n`;

const stores = (orders: string, stock: string): readonly string[] =>
  analyzed(`${service('orders')}${service('stock')}-- deploy/compose.yaml --\nservices:\n  orders: { build: ../orders, environment: { DATABASE_URL: '${orders}' } }\n  stock: { build: ../stock, environment: { DATABASE_URL: '${stock}' } }\n`).stores.map((store) => `${store.service} ${store.identity}`);

describe('databases', () => {
  it('are one where compose gives two services the same variable, whatever its value is', () => {
    expect(stores('${SHOP_URL}', '${SHOP_URL:?set it}')).toEqual(['orders deploy/.env#SHOP_URL', 'stock deploy/.env#SHOP_URL']);
    expect(stores('$SHOP_URL', '${STOCK_URL}')).toEqual(['orders deploy/.env#SHOP_URL', 'stock deploy/.env#STOCK_URL']);
  });

  it('are not known where only a part of the address is such a variable', () => {
    expect(stores('postgres://u:p@${DB_HOST}/shop', 'postgres://u:p@${DB_HOST}/stock')).toEqual(['orders null', 'stock null']);
  });

  it('are where the address says, the variable apart', () => {
    expect(stores('${SHOP_URL:-postgres://u:p@db:5432/shop}', 'postgres://u:p@db:5432/stock')).toEqual(['orders db:5432/shop', 'stock db:5432/stock']);
  });
});
