import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

describe('what shows how a text came to be', () => {
  it('is the text as it is written, once, and what is put in', () => {
    const code = "import { Sequelize } from 'sequelize';\nnew Sequelize(`postgres://${process.env.DB_USER}:${process.env.DB_PASSWORD}@${process.env.DB_HOST}/shop`);";
    const { stores } = twoServices(code, '-- orders/.env --\nDB_USER=o\nDB_PASSWORD=p\nDB_HOST=db\n');
    expect(stores.map(({ identity, resolvedBy }) => [identity, ...resolvedBy.map(({ file, line, note }) => `${file}:${line} ${note}`)])).toEqual([
      ['db:5432/shop', "orders/src/main.ts:2 'postgres://***@{}/shop'", 'orders/.env:1 DB_USER=o', 'orders/.env:2 DB_PASSWORD is set here', 'orders/.env:3 DB_HOST=db'],
    ]);
  });
});
