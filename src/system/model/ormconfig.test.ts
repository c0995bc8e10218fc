import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

const asking = "import { createConnection } from 'typeorm';\nawait createConnection();";
const stores = (code: string, more: string) => twoServices(code, more).stores.map(({ service, engine, identity, resolvedBy }) => [service, engine, identity, ...resolvedBy.slice(0, 1).map(({ file, line }) => `${file}:${line}`)]);

describe('databases that TypeORM reads from a file', () => {
  it.each([
    ['JSON', '-- orders/ormconfig.json --\n{\n  "type": "mysql",\n  "host": "db",\n  "database": "shop"\n}\n', ['orders', 'mysql', 'db:3306/shop', 'orders/ormconfig.json:3']],
    ['YAML', '-- ormconfig.yml --\ntype: postgres\nhost: pg\nport: 5433\ndatabase: shop\n', ['orders', 'postgres', 'pg:5433/shop', 'ormconfig.yml:2']],
    ['a list in JSON', '-- orders/ormconfig.json --\n[{ "type": "postgres", "url": "postgres://u:p@pg/shop" }]\n', ['orders', 'postgres', 'pg:5432/shop', 'orders/ormconfig.json:1']],
    ['code', "-- orders/ormconfig.js --\nmodule.exports = { type: 'postgres', url: process.env.DATABASE_URL };\n", ['orders', 'postgres', 'db:5432/orders', 'compose.yaml:6']],
  ])('in %s', (_, file, expected) => {
    expect(stores(asking, file)).toEqual([expected]);
  });

  it('of the nearest folder above, for a call that is given nothing', () => {
    const files = '-- ormconfig.json --\n{ "type": "mysql", "host": "root", "database": "a" }\n-- stock/ormconfig.json --\n{ "type": "mysql", "host": "stock", "database": "b" }\n';
    expect(stores(asking, files)).toEqual([['orders', 'mysql', 'root:3306/a', 'ormconfig.json:1']]);
    expect(stores("import { TypeOrmModule } from '@nestjs/typeorm';\nTypeOrmModule.forRoot();", files)).toEqual([['orders', 'mysql', 'root:3306/a', 'ormconfig.json:1']]);
    expect(stores("import { createConnection } from 'typeorm';\nawait createConnection({ type: 'postgres', host: 'own', database: 'c' });", files).map(([, engine, identity]) => [engine, identity])).toEqual([['postgres', 'own:5432/c']]);
  });
});
