import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

const bus = "import amqp from 'amqplib';\nconst channel = await (await amqp.connect(url)).createChannel();\n";

/** Whether the statement changes the database, as seen by the event that follows it. */
const writes = (imports: string, statement: string): boolean =>
  twoServices(`${imports}\n${bus}export const work = async (input) => {\n  ${statement}\n  channel.sendToQueue('mails', input);\n};`).dualWrites.length > 0;

const cases: readonly (readonly [name: string, imports: string, changing: string, reading: string])[] = [
  ['Prisma', "import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();", 'await prisma.order.create({ data: input });', 'await prisma.order.findMany();'],
  ['Prisma in a transaction', "import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();", 'await prisma.$transaction(async (tx) => { await tx.order.update({}); });', 'await prisma.$transaction(async (tx) => { await tx.order.findFirst({}); });'],
  ['Prisma kept for the next start', "import { PrismaClient } from '@prisma/client';\nconst prisma = globalThis.prisma ?? new PrismaClient();", 'await prisma.order.upsert({});', 'await prisma.order.count();'],
  ['TypeORM', "import { DataSource } from 'typeorm';\nconst source = new DataSource({});\nconst orders = source.getRepository(Order);", 'await orders.save(input);', 'await orders.findOne({});'],
  ['TypeORM, an entity that saves itself', "import { BaseEntity } from 'typeorm';\nclass Order extends BaseEntity {}", 'await new Order().save();', 'await Order.findOne({});'],
  ['TypeORM, SQL', "import { DataSource } from 'typeorm';\nconst source = new DataSource({});", "await source.query('UPDATE orders SET a = 1');", "await source.query('SELECT 1');"],
  ['MikroORM', "import { MikroORM } from '@mikro-orm/core';\nconst orm = await MikroORM.init({});", 'await orm.em.persistAndFlush(input);', 'await orm.em.find(Order);'],
  ['mongoose', "import mongoose from 'mongoose';\nconst Order = mongoose.model('Order', schema);", 'await Order.create(input);', 'await Order.find();'],
  ['mongoose, a document', "import mongoose from 'mongoose';\nconst Order = mongoose.model('Order', schema);", 'const order = new Order(input); await order.save();', 'const order = await Order.findById(1);'],
  ['mongodb', "import { MongoClient } from 'mongodb';\nconst orders = new MongoClient(url).db('shop').collection('orders');", 'await orders.insertOne(input);', 'await orders.findOne({});'],
  ['Sequelize', "import { Model } from 'sequelize';\nclass Order extends Model {}", 'await Order.create(input);', 'await Order.findAll();'],
  ['Sequelize, defined', "import { Sequelize } from 'sequelize';\nconst sequelize = new Sequelize(url);\nconst Order = sequelize.define('order', {});", 'await Order.update(input, {});', 'await Order.findByPk(1);'],
  ['Objection', "import { Model } from 'objection';\nclass Order extends Model {}", 'await Order.query().insert(input);', 'await Order.query().findById(1);'],
  ['Knex', "import knex from 'knex';\nconst db = knex({});", "await db('orders').insert(input);", "await db('orders').select();"],
  ['Drizzle', "import { drizzle } from 'drizzle-orm/node-postgres';\nconst db = drizzle(url);", 'await db.insert(orders).values(input);', 'await db.select().from(orders);'],
  ['Drizzle in a transaction', "import { drizzle } from 'drizzle-orm/node-postgres';\nconst db = drizzle(url);", 'await db.transaction(async (tx) => tx.update(orders).set(input));', 'await db.transaction(async (tx) => tx.select().from(orders));'],
  ['Kysely', "import { Kysely } from 'kysely';\nconst db = new Kysely({});", "await db.insertInto('orders').values(input).execute();", "await db.selectFrom('orders').execute();"],
  ['pg', "import { Pool } from 'pg';\nconst pool = new Pool();", "await pool.query('INSERT INTO orders VALUES ($1)', [input]);", "await pool.query('SELECT * FROM orders');"],
  ['pg, in an object and after WITH', "import { Pool } from 'pg';\nconst pool = new Pool();", "await pool.query({ text: 'WITH a AS (SELECT 1) UPDATE orders SET b = 2' });", "await pool.query({ text: 'WITH a AS (SELECT 1) SELECT * FROM a' });"],
  ['postgres.js', "import postgres from 'postgres';\nconst sql = postgres(url);", 'await sql`insert into orders (id) values (${input})`;', 'await sql`select * from orders`;'],
  ['mysql2', "import mysql from 'mysql2/promise';\nconst db = await mysql.createConnection(url);", "await db.execute('DELETE FROM orders');", "await db.execute('SELECT 1');"],
  ['better-sqlite3', "import Database from 'better-sqlite3';\nconst db = new Database('a.db');", "db.prepare('INSERT INTO orders VALUES (1)').run();", "db.prepare('SELECT 1').all();"],
  ['DynamoDB', "import { DynamoDBClient, PutItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb';\nconst db = new DynamoDBClient({});", 'await db.send(new PutItemCommand({}));', 'await db.send(new GetItemCommand({}));'],
  ['Firestore', "import { Firestore } from '@google-cloud/firestore';\nconst db = new Firestore();", "await db.collection('orders').doc('1').set(input);", "await db.collection('orders').doc('1').get();"],
  ['Supabase', "import { createClient } from '@supabase/supabase-js';\nconst db = createClient(url, key);", "await db.from('orders').insert(input);", "await db.from('orders').select();"],
  ['Neo4j', "import neo4j from 'neo4j-driver';\nconst session = neo4j.driver(url).session();", "await session.run('CREATE (o:Order {id: 1})');", "await session.run('MATCH (o) RETURN o');"],
];

describe('writes', () => {
  it.each(cases)('%s', (_, imports, changing, reading) => {
    expect([writes(imports, changing), writes(imports, reading)]).toEqual([true, false]);
  });

  it('a cache is no database', () => {
    const redis = "import Redis from 'ioredis';\nimport { Pool } from 'pg';\nconst redis = new Redis('redis://cache:6379');\nconst pool = new Pool({ connectionString: process.env.DATABASE_URL });";
    expect(writes(redis, "await redis.set('a', 'b');")).toBe(false);
  });

  it('Redis is one where a service has no other', () => {
    expect(writes("import Redis from 'ioredis';\nconst redis = new Redis('redis://carts:6379');", "await redis.hset('a', 'b', 'c');")).toBe(true);
  });
});
