import { describe, expect, it } from 'vitest';
import { analyzed, twoServices } from '../../../test/support/analyzed.ts';

const cases: readonly (readonly [name: string, code: string, engine: string, identity: string | null])[] = [
  ['pg with a URL', "import { Pool } from 'pg';\nnew Pool({ connectionString: process.env.DATABASE_URL })", 'postgres', 'db:5432/orders'],
  ['pg with an address and what a caller adds', "import { Pool } from 'pg';\nconst usual = { max: 10 };\nexport function getPool(url = process.env.DATABASE_URL ?? 'postgres://u:p@localhost:1/x', config?: { max?: number }) { return new Pool({ connectionString: url, ...usual, ...config }); }\ngetPool();", 'postgres', 'db:5432/orders'],
  ['pg with parts', "import pg from 'pg';\nnew pg.Client({ host: 'db', database: 'orders' })", 'postgres', 'db:5432/orders'],
  ['postgres.js', "import postgres from 'postgres';\npostgres(process.env.DATABASE_URL)", 'postgres', 'db:5432/orders'],
  ['kysely over pg', "import { Kysely, PostgresDialect } from 'kysely';\nimport { Pool } from 'pg';\nnew Kysely({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: process.env.DATABASE_URL }) }) })", 'postgres', 'db:5432/orders'],
  ['drizzle with a URL', "import { drizzle } from 'drizzle-orm/node-postgres';\ndrizzle(process.env.DATABASE_URL)", 'postgres', 'db:5432/orders'],
  ['a published port is its container', "import { Pool } from 'pg';\nnew Pool({ connectionString: 'postgres://u:p@localhost:5433/orders' })", 'postgres', 'db:5432/orders'],
  ['a schema of its own', "import { Pool } from 'pg';\nnew Pool({ connectionString: 'postgres://u:p@db/all?schema=orders' })", 'postgres', 'db:5432/all?schema=orders'],
  ['typeorm', "import { DataSource } from 'typeorm';\nnew DataSource({ type: 'mysql', host: 'my', port: 3307, database: 'orders' })", 'mysql', 'my:3307/orders'],
  ['TypeOrmModule with a factory', "import { TypeOrmModule } from '@nestjs/typeorm';\nTypeOrmModule.forRootAsync({ useFactory: () => ({ type: 'postgres', url: process.env.DATABASE_URL }) })", 'postgres', 'db:5432/orders'],
  ['mongoose', "import mongoose from 'mongoose';\nawait mongoose.connect('mongodb://mongo:27017/orders')", 'mongo', 'mongo:27017/orders'],
  ['MongooseModule', "import { MongooseModule } from '@nestjs/mongoose';\nMongooseModule.forRoot('mongodb://mongo/orders')", 'mongo', 'mongo:27017/orders'],
  ['MongoClient', "import { MongoClient } from 'mongodb';\nnew MongoClient('mongodb://mongo/orders')", 'mongo', 'mongo:27017/orders'],
  ['MongoClient that is asked for a database', "import { MongoClient } from 'mongodb';\nconst client = await MongoClient.connect('mongodb://mongo');\nclient.db('orders').collection('orders');", 'mongo', 'mongo:27017/orders'],
  ['MongoClient that is asked for a database later', "import { MongoClient } from 'mongodb';\nconst client = new MongoClient('mongodb://mongo');\nexport const open = async (name) => (await client.connect()).db(name);", 'mongo', null],
  ['sequelize by position', "import { Sequelize } from 'sequelize';\nnew Sequelize('orders', 'u', 'p', { dialect: 'mariadb', host: 'maria' })", 'mariadb', 'maria:3306/orders'],
  ['sequelize with a URL', "import { Sequelize } from 'sequelize';\nnew Sequelize(process.env.DATABASE_URL, { logging: false })", 'postgres', 'db:5432/orders'],
  ['a data source of LoopBack', "import { juggler } from '@loopback/repository';\nconst config = { connector: 'postgresql', url: '', host: 'db', port: 5432, database: 'orders' };\nexport class Db extends juggler.DataSource {\n  constructor(given: object = config) { super(given); }\n}", 'postgres', 'db:5432/orders'],
  ['an adapter of Moleculer', "import MongooseAdapter from 'moleculer-db-adapter-mongoose';\nnew MongooseAdapter('mongodb://mongo/orders');", 'mongo', 'mongo:27017/orders'],
  ['TypeOrmModule with a registered factory', "import { TypeOrmModule } from '@nestjs/typeorm';\nimport { registerAs } from '@nestjs/config';\nconst db = registerAs('db', () => ({ type: 'postgres', host: 'db', database: 'orders' }));\nTypeOrmModule.forRootAsync({ useFactory: db });", 'postgres', 'db:5432/orders'],
  ['knex', "import knex from 'knex';\nknex({ client: 'pg', connection: process.env.DATABASE_URL })", 'postgres', 'db:5432/orders'],
  ['mysql2', "import mysql from 'mysql2/promise';\nmysql.createPool({ host: 'my', database: 'orders' })", 'mysql', 'my:3306/orders'],
  ['opensearch', "import { Client } from '@opensearch-project/opensearch';\nnew Client({ node: 'http://search:9200' })", 'opensearch', 'search:9200/'],
  ['a command of DynamoDB', "import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';\nawait client.send(new PutCommand({ TableName: 'orders', Item: {} }))", 'dynamodb', 'dynamodb/orders'],
  ['the document client of DynamoDB', "import AWS from 'aws-sdk';\nawait new AWS.DynamoDB.DocumentClient().put({ TableName: 'orders', Item: {} }).promise()", 'dynamodb', 'dynamodb/orders'],
  ['Firestore', "import { Firestore } from '@google-cloud/firestore';\nnew Firestore({ projectId: 'shop' })", 'firestore', 'firestore/shop'],
  ['Firestore of an application', "import admin from 'firebase-admin';\nadmin.firestore()", 'firestore', null],
  ['Supabase', "import { createClient } from '@supabase/supabase-js';\nconst supabase = createClient('https://shop.supabase.co', key);\nawait supabase.from('orders').select()", 'supabase', 'shop.supabase.co/'],
  ['RethinkDB', "import r from 'rethinkdb';\nr.connect({ host: 'rethink', db: 'orders' })", 'rethinkdb', 'rethink:28015/orders'],
  ['a pool of RethinkDB', "import { r } from 'rethinkdb-ts';\nr.connectPool({ db: 'orders', servers: [{ host: 'rethink', port: 28016 }] })", 'rethinkdb', 'rethink:28016/orders'],
  ['an address that nobody gives', "import { Pool } from 'pg';\nnew Pool({ connectionString: process.env.NOWHERE_URL })", 'postgres', null],
];

describe('databases', () => {
  it.each(cases)('%s', (_, code, engine, identity) => {
    expect(twoServices(code).stores).toMatchObject([{ service: 'orders', role: 'primary', engine, identity }]);
  });

  it('says why it does not know a database', () => {
    expect(twoServices("import { Pool } from 'pg';\nnew Pool({ connectionString: process.env.NOWHERE_URL })").stores[0]?.unresolved).toBe('NOWHERE_URL is defined nowhere');
  });

  it('takes the value of the code for a variable that compose only passes on', () => {
    const { stores } = twoServices("import { Pool } from 'pg';\nnew Pool({ host: 'db', database: process.env.NAME || 'orders' })", '-- docker-compose.yml --\nservices:\n  orders:\n    build: orders\n    environment: ["NAME=${NAME}"]\n');
    expect(stores[0]?.identity).toBe('db:5432/orders');
  });

  it('never shows a password', () => {
    const { stores } = twoServices("import { Pool } from 'pg';\nnew Pool({ connectionString: process.env.DATABASE_URL })");
    expect(JSON.stringify(stores[0]?.resolvedBy)).not.toContain('o:p@');
  });

  it('knows Prisma by its schema', () => {
    const { stores } = twoServices("import { PrismaClient } from '@prisma/client';\nexport class Database extends PrismaClient {}", '-- orders/prisma/schema.prisma --\ndatasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\n');
    expect(stores).toMatchObject([{ engine: 'postgres', identity: 'db:5432/orders', file: 'orders/src/main.ts', line: 2 }]);
  });

  it('a package that a file of the tree hands on whole is that package', () => {
    const { stores } = twoServices("import { DataSource } from './typeorm.ts';\nnew DataSource({ type: 'postgres', host: 'db', database: 'orders' });", "-- orders/src/typeorm.ts --\nexport * from 'typeorm';\n");
    expect(stores).toMatchObject([{ engine: 'postgres', identity: 'db:5432/orders' }]);
  });

  it('a connector of LoopBack to another service is no database', () => {
    expect(twoServices("import { juggler } from '@loopback/repository';\nnew juggler.DataSource({ connector: 'rest', baseURL: 'http://stock:3001' });").stores).toEqual([]);
  });

  it('takes Redis for a cache beside a database, and for the store of a service without one', () => {
    const redis = "import Redis from 'ioredis';\nconst redis = new Redis('redis://cache:6379/1');\nawait redis.set('a', 'b');\n";
    expect(twoServices(redis).stores).toMatchObject([{ engine: 'redis', role: 'primary', identity: 'cache:6379/1' }]);
    const { stores } = twoServices(`${redis}import { Pool } from 'pg';\nnew Pool({ connectionString: process.env.DATABASE_URL });`);
    expect(stores.map(({ engine, role }) => [engine, role])).toEqual([['redis', 'cache'], ['postgres', 'primary']]);
  });

  it('takes Redis for no store of a service that puts nothing there itself: a cache of the framework, the place of a queue', () => {
    const role = (code: string) => twoServices(`import Redis from 'ioredis';\n${code}`).stores.map((store) => `${store.role} ${store.identity}`);
    expect(role("export default { cacher: { type: 'Redis', options: { redis: new Redis('redis://cache:6379') } } };")).toEqual(['cache cache:6379/']);
    expect(role("import { Queue } from 'bullmq';\nnew Queue('mails', { connection: new Redis(6379, process.env.REDIS_HOST ?? 'cache', { maxRetriesPerRequest: null }) });")).toEqual(['cache cache:6379/']);
  });

  it('gives the connection of a shared library to every service that reaches it', () => {
    const service = (name: string): string => `-- services/${name}/package.json --\n{ "name": "${name}", "scripts": { "start": "node src/main.ts" }, "dependencies": { "express": "5" } }\n-- services/${name}/src/main.ts --\nimport { open } from '@shop/data';\nopen(process.env.DB);\n-- services/${name}/.env --\nDB=postgres://u:p@db/${name === 'a' ? 'one' : 'two'}\n`;
    const { stores } = analyzed(`${service('a')}${service('b')}-- services/c/package.json --\n{ "name": "c", "scripts": { "start": "node main.ts" }, "dependencies": { "express": "5" } }\n-- services/c/main.ts --\nexport {};\n-- packages/data/package.json --\n{ "name": "@shop/data", "main": "src/index.ts" }\n-- packages/data/src/index.ts --\nexport { open } from './open.ts';\n-- packages/data/src/open.ts --\nimport { Pool } from 'pg';\nexport const open = (url) => new Pool({ connectionString: url });\n`);
    expect(stores.map(({ service: name, identity }) => [name, identity])).toEqual([['a', 'db:5432/one'], ['b', 'db:5432/two']]);
  });
});
