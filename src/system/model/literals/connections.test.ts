import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../../test/support/analyzed.ts';

const cases: readonly (readonly [name: string, code: string, urls: readonly string[]])[] = [
  ['a URL', "import { Pool } from 'pg';\nnew Pool({ connectionString: 'postgres://o:p@db:5432/orders?ssl=1' });", ['postgres://db:5432/orders']],
  ['what a variable falls back to', "export const url = process.env.RABBITMQ_URL ?? 'amqp://localhost';", ['amqp://localhost']],
  ['a default of a schema', "import Joi from 'joi';\nexport const schema = Joi.object({ POSTGRES_HOST: Joi.string().default('localhost') });", ['localhost']],
  ['a default that a configuration is asked with', "import { ConfigService } from '@nestjs/config';\nexport const f = (config: ConfigService) => `redis://${config.get('REDIS_HOST', 'localhost')}:6379`;", ['localhost']],
  ['a host beside the name of a database', "export const config = { redis: { host: process.env.CACHE || 'cache', port: 6379 } };", ['cache']],
  ['brokers in a list', "import { Kafka } from 'kafkajs';\nnew Kafka({ brokers: ['kafka-1:9092', 'kafka-2:9092'] });", ['kafka-1:9092', 'kafka-2:9092']],
  ['brokers in one text', "export const brokers = (process.env.KAFKA_BROKERS || 'kafka-a:19092,kafka-b:19092').split(',');", ['kafka-a:19092,kafka-b:19092']],
  ['a search engine over HTTP', "import { Client } from '@opensearch-project/opensearch';\nnew Client({ node: process.env.OPENSEARCH_NODE || 'http://localhost:9200' });", ['http://localhost:9200']],
  ['a host inside a text that is put together', "export const uri = 'mongodb+srv://' + user + ':' + password + '@cluster.example.net/' + name;", ['mongodb+srv://cluster.example.net/{}']],
  ['a host that is put in when it runs', 'export const uri = `amqp://${host}:5672`;', []],
  ['a host beside the port of a database', "export const ds = { connector: 'mysql', host: 'localhost', port: 3306 };", ['localhost']],
  ['servers by default', "import { z } from 'zod';\nexport const schema = z.object({ servers: z.array(z.string()).default(['nats://localhost:4222']) });", ['nats://localhost:4222']],
  ['where it listens itself', "import Fastify from 'fastify';\nFastify().listen({ host: '0.0.0.0', port: 6379 });", []],
  ['the name of a variable', "export class Env { static readonly REDIS_HOST = 'REDIS_HOST'; }", []],
  ['a host of something else among the settings of a database', "import { z } from 'zod';\nexport const schema = z.object({ METRICS_HOST: z.string().default('127.0.0.1'), KAFKA: z.string() }).strict();\nexport const all = schema.and(z.object({ REDIS_URL: z.string() })).parse(process.env);", []],
  ['a port alone', "export const port = process.env.REDIS_PORT || '6379';", []],
  ['the name of a database', "export const name = process.env.DB_NAME || 'orders';", []],
  ['another service', "export const url = process.env.STOCK_URL || 'http://stock:3001';", []],
  ['another service by its host', "export const host = process.env.STOCK_SERVICE_HOST || 'localhost';", []],
  ['a third party', "export const url = process.env.MAIL_URL || 'https://api.mail.example';", []],
  ['the name of a setting where a URL could be', "export const amqp = { uri: 'amqpUri' };\nexport const mongo = { host: 'mongoHost', url: 'mongo_url' };", []],
  ['what is printed', "console.log('connected to postgres://db:5432/orders');", []],
];

describe('addresses of databases and brokers in the code', () => {
  it.each(cases)('%s', (_, code, urls) => {
    expect(twoServices(code).connections.map(({ url }) => url)).toEqual(urls);
  });

  it('a host beside the port of another service is a literal endpoint, and one beside its own is none', () => {
    const client = (port: number): string => `import { ClientsModule, Transport } from '@nestjs/microservices';\nClientsModule.register([{ name: 'X', transport: Transport.TCP, options: { host: 'localhost', port: ${port} } }]);`;
    expect(twoServices(client(3001)).literals).toMatchObject([{ from: 'orders', to: 'stock', url: 'localhost', line: 2 }]);
    expect(twoServices(`${client(3000)}\nimport express from 'express';\nexpress().listen(3000);`).literals).toEqual([]);
  });

  it('the name that a local address stands under says whose it is', () => {
    expect(twoServices("export const services = { stock: { url: 'http://localhost:9' }, orders: { url: 'http://localhost:8' } };").literals).toMatchObject([{ from: 'orders', to: 'stock', url: 'http://localhost:9' }]);
  });

  it('the fallback for the host of another service is a literal endpoint', () => {
    expect(twoServices("export const host = process.env.STOCK_SERVICE_HOST || 'localhost';").literals).toMatchObject([{ from: 'orders', to: 'stock', fallback: true }]);
  });
});
