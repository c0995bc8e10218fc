import { describe, expect, it } from 'vitest';
import { analyzed } from '../../../../test/support/analyzed.ts';

const main = (name: string, code: string): string => `-- services/${name}/package.json --
{ "name": "${name}", "scripts": { "start": "node src/main.ts" }, "dependencies": { "express": "5" } }
-- services/${name}/src/main.ts --
${code}
`;

const both = (code: string, more: string) => analyzed(`${main('orders', code)}${main('stock', code)}${more}
-- compose.yaml --
services:
  orders: { build: ./services/orders }
  stock: { build: ./services/stock }
`).libraries;

const entity = "import { Entity } from 'typeorm';\n@Entity('orders') export class Order {}\n";

describe('shared libraries', () => {
  it('hold entities; their name is that of the package', () => {
    const found = both("import { Order } from '@shop/entities';\nnew Order();", `-- packages/entities/package.json --\n{ "name": "@shop/entities", "main": "src/index.ts" }\n-- packages/entities/src/index.ts --\n${entity}`);
    expect(found).toMatchObject([{ name: '@shop/entities', path: 'packages/entities', users: ['orders', 'stock'], file: 'packages/entities/package.json', holds: [{ file: 'packages/entities/src/index.ts', line: 2, note: 'names the table orders' }] }]);
  });

  it('are told apart below a folder that only holds them, and named by their alias', () => {
    const paths = '-- tsconfig.json --\n{ "compilerOptions": { "baseUrl": ".", "paths": { "@lib/*": ["libs/*/src"] } } }\n';
    const found = both("import { Order } from '@lib/data';\nimport { log } from '@lib/log';\nlog(new Order());", `${paths}-- libs/data/src/index.ts --\n${entity}\n-- libs/log/src/index.ts --\nexport const log = (it) => console.log(it);\n`);
    expect(found).toMatchObject([{ name: '@lib/data', path: 'libs/data' }]);
  });

  it('are told apart by folders alone, below what workspaces call their home', () => {
    const found = both("import { Order } from '../../../packages/libs/data/order.ts';\nimport { log } from '../../../packages/log/log.ts';\nlog(new Order());", `-- packages/libs/data/order.ts --\n${entity}\n-- packages/log/log.ts --\nexport const log = (it) => console.log(it);\n`);
    expect(found.map(({ path }) => path)).toEqual(['packages/libs/data']);
  });

  it('hold code that asks for entities of another library', () => {
    const found = both("import { count } from '../../../libs/logic/src/count.ts';\ncount();", `-- libs/data/src/order.ts --\n${entity}\n-- libs/logic/src/count.ts --\nimport { getRepository } from 'typeorm';\nimport { Order } from '../../data/src/order.ts';\nexport const count = () => getRepository(Order).count();\n`);
    expect(found.map(({ path }) => path)).toEqual(['libs/data', 'libs/logic']);
  });

  it('hold a Prisma client, and a general repository that is made particular', () => {
    const prisma = both("import { prisma } from '../../../shared/client.ts';\nprisma.$connect();", '-- shared/schema.prisma --\nmodel Order {\n  id Int @id\n}\n-- shared/client.ts --\nimport { PrismaClient } from "@prisma/client";\nexport const prisma = new PrismaClient();\n');
    expect(prisma).toMatchObject([{ path: 'shared', holds: [{ note: 'makes the client of the Prisma schema' }] }]);
    const handedOn = both("import { PrismaClient } from '../../../shared/client.ts';\nnew PrismaClient();", '-- shared/schema.prisma --\nmodel Order {\n  id Int @id\n}\n-- shared/client.ts --\nexport * from "@prisma/client";\n');
    expect(handedOn).toMatchObject([{ path: 'shared', users: ['orders', 'stock'], holds: [{ line: 1, note: 'hands on the client of the Prisma schema' }] }]);
    const repository = both("import { Orders } from '../../../libs/data/src/orders.ts';\nnew Orders();", '-- libs/orm/src/base.ts --\nexport class MongoRepository {}\n-- libs/data/src/orders.ts --\nimport { MongoRepository } from "../../orm/src/base.ts";\nexport class Orders extends MongoRepository {}\n');
    expect(repository).toMatchObject([{ path: 'libs/data', holds: [{ note: 'Orders reads and writes what is stored' }] }]);
  });

  it('are none when they hold contracts, a connection to anything, or general code', () => {
    const code = "import { a } from '../../../libs/a/src/index.ts';\na();";
    expect(both(code, '-- libs/a/src/index.ts --\nimport pg from "pg";\nexport const a = (url) => new pg.Pool({ connectionString: url });\n')).toEqual([]);
    expect(both(code, '-- libs/a/schema.prisma --\nmodel Order {\n  id Int @id\n}\n-- libs/a/src/index.ts --\nexport type * from "@prisma/client";\nexport const a = (order) => order.id;\n')).toEqual([]);
    expect(both(code, '-- libs/a/src/index.ts --\nexport interface Order { id: string }\nexport const a = (order) => order.id;\n')).toEqual([]);
    expect(both(code, '-- libs/a/src/index.ts --\nimport { Repository } from "typeorm";\nexport class BaseRepository extends Repository {}\nexport const a = (db, name) => db.collection(name);\n')).toEqual([]);
  });

  it('are none when they look up who asks', () => {
    const found = both("import { guard } from '../../../libs/auth/src/guard.ts';\nguard();", `-- libs/data/src/order.ts --\n${entity}\n-- libs/auth/src/guard.ts --\nimport { getRepository } from 'typeorm';\nimport jwt from 'jsonwebtoken';\nimport { Order } from '../../data/src/order.ts';\nexport const guard = () => getRepository(Order).findOne(jwt.verify('', ''));\n`);
    expect(found.map(({ path }) => path)).toEqual(['libs/data']);
  });

  it('are none when one service uses them, or both only their types', () => {
    const data = `-- libs/data/src/order.ts --\n${entity}`;
    const one = analyzed(`${main('orders', "import { Order } from '../../../libs/data/src/order.ts';\nnew Order();")}${main('stock', '')}${data}\n-- compose.yaml --\nservices:\n  orders: { build: ./services/orders }\n  stock: { build: ./services/stock }\n`);
    expect(one.libraries).toEqual([]);
    expect(both("import type { Order } from '../../../libs/data/src/order.ts';\nexport const first = (orders: Order[]) => orders[0];", data)).toEqual([]);
  });
});
