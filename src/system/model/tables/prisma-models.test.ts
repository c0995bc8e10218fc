import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../../test/support/analyzed.ts';

const schema = '-- orders/prisma/schema.prisma --\ndatasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\nmodel OrderItem {\n  id Int @id\n  @@map("order_items")\n}\nmodel Bill {\n  id Int @id\n}\n';
const tables = (code: string): readonly string[] => twoServices(`import { PrismaClient } from '@prisma/client';\n${code}`, schema).tables.map(({ table, line }) => `${table} ${line}`);

describe('models of a Prisma schema', () => {
  it.each([
    ['that a client is asked for', 'const prisma = new PrismaClient();\nprisma.orderItem.findMany();', ['order_items 3']],
    ['that a class which is a client asks itself for', 'class Store extends PrismaClient { all() {\n return this.orderItem.findMany(); } }', ['order_items 3']],
    ['by a name that was given one', 'class Store extends PrismaClient { all() {\n const items = this.orderItem;\n return items.findMany(); } }', ['order_items 4']],
    ['and not by the same name of something else', 'const prisma = new PrismaClient();\nconst orderItem = load();\norderItem.count();\nprisma.bill.count();', ['bill 5']],
  ])('%s', (_, code, expected) => {
    expect(tables(code)).toEqual(expected);
  });
});
