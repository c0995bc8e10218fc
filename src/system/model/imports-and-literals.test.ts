import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

describe('imports and literals', () => {
  it('takes the address that a program listens on for no address of another', () => {
    const endpoints = (host: string): readonly string[] => twoServices(`export const at = { host: process.env.STOCK_HOST ?? '${host}' };`).literals.map(({ to }) => to);
    expect([endpoints('127.0.0.1'), endpoints('0.0.0.0')]).toEqual([['stock'], []]);
  });

  it('tells an import of code from an import of types', () => {
    const code = "import { price } from '../../stock/src/price.ts';\nimport { Item } from '../../stock/src/price.ts';\nimport type { Item as T } from '../../stock/src/price.ts';\nconst items: Item[] = [];\nprice(items);";
    expect(twoServices(code, '-- stock/src/price.ts --\nexport const price = () => 1;\nexport interface Item {}\n').imports.map(({ line }) => line)).toEqual([1]);
  });

  it.each([
    ['an interface', 'export interface Item {}', []],
    ['a type alias that is exported by a list', 'type Item = string;\nexport { Item };', []],
    ['an interface behind a barrel', "export * from './item.ts';\n-- stock/src/item.ts --\nexport interface Item {}", []],
    ['a class', 'export class Item {}', [1]],
    ['a class and an interface of one name', 'export interface Item {}\nexport class Item {}', [1]],
  ])('asks the file what stands behind the type of a decorated parameter: %s', (_, code, lines) => {
    const controller = "import { Item } from '../../stock/src/price.ts';\nclass Orders { @Post() create(@User() item: Item) {} }";
    expect(twoServices(controller, `-- stock/src/price.ts --\n${code}\n`).imports.map(({ line }) => line)).toEqual(lines);
  });

  it('passes over what the file lists among those who may come', () => {
    const code = "const fallback = 'http://localhost:3001';\nconst allowed = ['http://localhost:3001', 'http://localhost:4000'];\nconst b = process.env.STOCK_URL || 'http://localhost:3001';";
    expect(twoServices(code).literals.map(({ line }) => line)).toEqual([3]);
  });

  it('finds addresses of other services and passes over its own, origins and logs', () => {
    const code = "const a = 'http://stock:3001';\nconst b = process.env.STOCK_URL || 'http://localhost:3001';\ncors({ origin: 'http://localhost:3001' });\nconsole.log('http://stock:3001');\nconst own = 'http://orders:3000';";
    expect(twoServices(code).literals.map(({ line, to, fallback }) => [line, to, fallback])).toEqual([[1, 'stock', false], [2, 'stock', true]]);
  });

  it('finds a port of this machine by the name of its variable, and what is asked for documentation', () => {
    const code = "const a = `http://localhost:${process.env.STOCK_PORT}/v1`;\nconst b = 'http://127.0.0.1:' + process.env.STOCK_PORT;\nconst stockDocs = await get('http://stock:3001/docs.json');\nconst c = `http://localhost:${process.env.GHOST_PORT}`;";
    expect(twoServices(code).literals.map(({ line, to }) => [line, to])).toEqual([[1, 'stock'], [2, 'stock'], [3, 'stock']]);
  });

  it('leaves tests, mocks, scripts and what browsers are handed out', () => {
    const more = ['orders/src/main.test.ts', 'orders/test/x.ts', 'orders/scripts/seed.ts', 'orders/__mocks__/y.ts', 'orders/public/page.js'].map((path) => `-- ${path} --\nfetch('http://stock:3001');\n`).join('');
    expect(twoServices('', more).calls).toEqual([]);
  });
});
