import { describe, expect, it } from 'vitest';
import { isSql, tablesInSql } from './sql-text.ts';

const names = (text: string) => tablesInSql(text).map(({ schema, table }) => (schema === null ? table : `${schema}.${table}`));

describe('SQL', () => {
  it.each([
    ['SELECT * FROM orders o LEFT JOIN "Items" AS i ON i.id = o.item', ['orders', 'items']],
    ['insert into `shop`.`orders` (id) values (?)', ['shop.orders']],
    ['UPDATE orders SET paid = true WHERE id = $1', ['orders']],
    ['delete from only orders', ['orders']],
    ['create table if not exists bills (id int)', ['bills']],
    ['with late as (select * from orders) select * from late join bills on true', ['orders', 'bills']],
    ['select extract(epoch from created_at) from orders', ['orders']],
    ["select * from orders where note = 'taken from stock'", ['orders']],
    ['select * from orders -- and from bills\nwhere a is distinct from b', ['orders']],
    ['select * from orders for update', ['orders']],
    ['insert into orders values (1) on conflict (id) do update set a = 1', ['orders']],
    ['select * from generate_series(1, 10)', []],
    ['select * from information_schema.tables', []],
    ['select * from {} where id = 1', []],
  ])('%s', (text, tables) => {
    expect(isSql(text)).toBe(true);
    expect(names(text)).toEqual(tables);
  });

  it.each(['select a drink from the menu, please', 'Update from the team', 'with love', 'from orders', ''])('is not %j', (text) => {
    expect(isSql(text) && names(text).length > 1).toBe(false);
  });
});
