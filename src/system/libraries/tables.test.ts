import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

const cases: readonly (readonly [name: string, code: string, tables: readonly string[]])[] = [
  ['TypeORM, by name', "import { Entity } from 'typeorm';\n@Entity('orders') export class Order {}", ['orders']],
  ['TypeORM, by default', "import { Entity } from 'typeorm';\n@Entity() export class OrderItem {}", ['order_item']],
  ['TypeORM, by option', "import { Entity } from 'typeorm';\n@Entity({ name: 'Orders' }) export class Order {}", ['orders']],
  ['TypeORM without decorators', "import { EntitySchema } from 'typeorm';\nexport const Order = new EntitySchema({ name: 'Order', tableName: 'orders', columns: {} });", ['orders']],
  ['MikroORM', "import { Entity } from '@mikro-orm/core';\n@Entity({ tableName: 'orders' }) export class Order {}\n@Entity() export class OrderItem {}", ['order_item', 'orders']],
  ['sequelize-typescript', "import { Table, Model } from 'sequelize-typescript';\n@Table export class Category extends Model {}\n@Table({ tableName: 'orders' }) export class Order extends Model {}", ['categories', 'orders']],
  ['Sequelize define', "import { Sequelize } from 'sequelize';\nconst sequelize = new Sequelize('x');\nsequelize.define('OrderItem', {}, { underscored: true });\nsequelize.define('stock', {}, { freezeTableName: true });", ['order_items', 'stock']],
  ['Sequelize init', "import { Model } from 'sequelize';\nclass Order extends Model {}\nOrder.init({}, { sequelize, modelName: 'Order' });", ['orders']],
  ['mongoose', "import mongoose from 'mongoose';\nmongoose.model('Person', new mongoose.Schema({}));\nmongoose.model('Order', new mongoose.Schema({}), 'all_orders');\nmongoose.model('Box', new mongoose.Schema({}, { collection: 'crates' }));", ['all_orders', 'crates', 'people']],
  ['a mongoose model that is only asked for', "import mongoose from 'mongoose';\nmongoose.model('Person');", []],
  ['Nest and mongoose', "import { Schema } from '@nestjs/mongoose';\n@Schema() export class Cat {}\n@Schema({ collection: 'hounds' }) export class Dog {}", ['cats', 'hounds']],
  ['Drizzle', "import { pgTable, pgSchema } from 'drizzle-orm/pg-core';\nexport const orders = pgTable('orders', {});\nexport const items = pgSchema('shop').table('items', {});", ['items', 'orders']],
  ['Objection', "import { Model } from 'objection';\nexport class Order extends Model {\n  static tableName = 'orders';\n}\nexport class Item extends Model {\n  static get tableName() { return 'items'; }\n}", ['items', 'orders']],
  ['Knex', "import Knex from 'knex';\nconst knex = Knex({ client: 'pg' });\nawait knex('orders as o').join('items', 'a', 'b');\nawait knex.select('*').from('bills');", ['bills', 'items', 'orders']],
  ['Kysely', "import { Kysely } from 'kysely';\nconst db = new Kysely({});\nawait db.selectFrom('orders').selectAll().execute();\nawait db.insertInto('items').values({}).execute();", ['items', 'orders']],
  ['the MongoDB driver', "import { MongoClient } from 'mongodb';\nconst client = new MongoClient('mongodb://m');\nclient.db('x').collection('orders');", ['orders']],
  ['what an aggregation joins', "import mongoose from 'mongoose';\nconst Order = mongoose.model('Order', new mongoose.Schema({}));\nawait Order.aggregate([{ $match: {} }, { $lookup: { from: 'bills', localField: 'a', foreignField: 'b', as: 'c' } }, { $unionWith: 'old_orders' }]);", ['bills', 'old_orders', 'orders']],
  ['Supabase', "import { createClient } from '@supabase/supabase-js';\nconst supabase = createClient(url, key);\nawait supabase.from('orders').select();", ['orders']],
  ['SQL', "import pg from 'pg';\nconst pool = new pg.Pool();\nawait pool.query('select * from orders o join public.\"Items\" i on true');", ['items', 'orders']],
  ['SQL in a constant', "import pg from 'pg';\nconst all = `select * from orders where id = ${id}`;\nawait new pg.Pool().query(all);", ['orders']],
  ['text that is no SQL', "log('select one from many');\nlog('update from the field');", []],
  ['a name that is computed', "import { MongoClient } from 'mongodb';\nconst client = new MongoClient('mongodb://m');\nclient.db('x').collection(pick());", []],
  ['Prisma', "import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\nawait prisma.order.findMany();\nawait prisma.$transaction(async (tx) => tx.orderItem.create({ data: {} }));", ['order', 'order_items']],
  ['a Prisma client of a class', "import { PrismaClient } from '@prisma/client';\nclass Db extends PrismaClient {}\nclass Orders {\n  constructor(private readonly db: Db) {}\n  all() { return this.db.order.findMany(); }\n}", ['order']],
];

const schema = `-- orders/prisma/schema.prisma --
datasource db {
  provider = "postgresql"
  url = env("DATABASE_URL")
}
model Order {
  id Int @id
}
model OrderItem {
  id Int @id
  @@map("order_items")
}
model Bill {
  id Int @id
}
`;

const tablesOf = (code: string, more = '') => twoServices(code, more).tables.filter(({ service }) => service === 'orders').map(({ table }) => table).toSorted();

describe('tables', () => {
  it.each(cases)('%s', (name, code, tables) => {
    expect(tablesOf(code, name.includes('Prisma') ? schema : '')).toEqual(tables);
  });

  it('takes a Prisma schema at its word when its service asks for no model that is seen', () => {
    expect(tablesOf("import { run } from './generated.js';\nrun();", schema)).toEqual(['bill', 'order', 'order_items']);
  });

  it('lie in the database of their service, in their own schema', () => {
    const { tables } = twoServices("import pg from 'pg';\nconst pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });\nawait pool.query('select * from orders');\nawait pool.query('delete from audit.entries');");
    expect(tables).toMatchObject([{ service: 'orders', engine: 'postgres', identity: 'db:5432/orders', table: 'orders', line: 3 }, { identity: 'db:5432/orders?schema=audit', table: 'entries' }]);
  });

  it('lie in the database that is chosen after the connection', () => {
    const { tables } = twoServices("import { MongoClient } from 'mongodb';\nconst client = new MongoClient('mongodb://mongo/orders');\nclient.db('events').collection('all');\nclient.db().collection('orders');\nclient.db(pick()).collection('bills');");
    expect(tables.map(({ identity, table }) => [identity, table])).toEqual([['mongo:27017/events', 'all'], ['mongo:27017/orders', 'orders'], [null, 'bills']]);
  });

  it('lie nowhere that is known when their service has two databases of a kind', () => {
    const { tables } = twoServices("import pg from 'pg';\nconst a = new pg.Pool({ connectionString: 'postgres://a/a' });\nconst b = new pg.Pool({ connectionString: 'postgres://b/b' });\nawait a.query('select * from orders');");
    expect(tables).toMatchObject([{ engine: 'sql', identity: null, table: 'orders' }]);
  });
});
