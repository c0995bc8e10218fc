import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

const library = `-- libs/db/package.json --
{ "name": "@shop/db", "main": "index.ts" }
-- libs/db/index.ts --
import { PrismaClient } from '@prisma/client';
export const prisma = new PrismaClient();
-- libs/db/prisma/schema.prisma --
datasource db {
  provider = "postgresql"
  url      = env("SHOP_DB")
}
`;

describe('databases of Prisma', () => {
  it('say which schema they are told by, whether or not its variable is set', () => {
    const { stores } = twoServices("import { prisma } from '@shop/db';\nprisma.order.findMany();", `${library}-- stock/src/items.ts --\nimport { prisma } from '@shop/db';\nprisma.item.findMany();\n`);
    expect(stores.map(({ service, identity, unresolved, resolvedBy }) => [service, identity, unresolved, resolvedBy.map(({ file, line }) => `${file}:${line}`)])).toEqual([
      ['orders', null, 'SHOP_DB is defined nowhere', ['libs/db/prisma/schema.prisma:3']], ['stock', null, 'SHOP_DB is defined nowhere', ['libs/db/prisma/schema.prisma:3']],
    ]);
  });
});
