import type { Technology } from '../shape-model.ts';

type Named = readonly [kind: Technology['kind'], name: string];

const families: readonly (readonly [...Named, packages: readonly string[]])[] = [
  ['web-framework', 'nestjs', ['@nestjs/core']],
  ['web-framework', 'express', ['express']],
  ['web-framework', 'fastify', ['fastify']],
  ['web-framework', 'koa', ['koa']],
  ['web-framework', 'hono', ['hono']],
  ['web-framework', 'hapi', ['@hapi/hapi']],
  ['web-framework', 'restify', ['restify']],
  ['web-framework', 'elysia', ['elysia']],
  ['web-framework', 'loopback', ['@loopback/rest']],
  ['web-framework', 'adonis', ['@adonisjs/core']],
  ['http-client', 'axios', ['axios', '@nestjs/axios']],
  ['http-client', 'got', ['got']],
  ['http-client', 'ky', ['ky']],
  ['http-client', 'undici', ['undici']],
  ['http-client', 'superagent', ['superagent']],
  ['http-client', 'node-fetch', ['node-fetch', 'cross-fetch', 'isomorphic-fetch']],
  ['http-client', 'request', ['request', 'request-promise', 'request-promise-native']],
  ['http-client', 'needle', ['needle']],
  ['orm', 'typeorm', ['typeorm', '@nestjs/typeorm']],
  ['orm', 'sequelize', ['sequelize', 'sequelize-typescript', '@nestjs/sequelize']],
  ['orm', 'prisma', ['@prisma/client']],
  ['orm', 'mongoose', ['mongoose', '@nestjs/mongoose']],
  ['orm', 'drizzle', ['drizzle-orm']],
  ['orm', 'knex', ['knex']],
  ['orm', 'objection', ['objection']],
  ['orm', 'mikro-orm', ['@mikro-orm/core', '@mikro-orm/nestjs']],
  ['orm', 'kysely', ['kysely']],
  ['broker', 'rabbitmq', ['amqplib', 'amqp-connection-manager', 'rascal', '@golevelup/nestjs-rabbitmq']],
  ['broker', 'kafka', ['kafkajs', 'node-rdkafka', '@confluentinc/kafka-javascript']],
  ['broker', 'nats', ['nats', 'node-nats-streaming', '@nats-io/transport-node', '@nats-io/jetstream']],
  ['broker', 'bullmq', ['bullmq', 'bull', '@nestjs/bull', '@nestjs/bullmq', 'bee-queue']],
  ['broker', 'sqs', ['@aws-sdk/client-sqs', '@aws-sdk/client-sns', '@aws-sdk/client-eventbridge', 'sqs-consumer', '@ssut/nestjs-sqs']],
  ['broker', 'pubsub', ['@google-cloud/pubsub']],
  ['broker', 'service-bus', ['@azure/service-bus', '@azure/event-hubs']],
  ['broker', 'mqtt', ['mqtt', 'async-mqtt']],
];

const byPackage = new Map(families.flatMap(([kind, name, packages]) => packages.map((pkg): readonly [string, Named] => [pkg, [kind, name]])));

/** `@scope/name/deep` is `@scope/name`. */
const packageOf = (specifier: string): string => specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');

/** Brokers that the name of a package names, whoever wrote it. */
const telling: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/kafka|redpanda/i, 'kafka'],
  [/rabbit|amqp/i, 'rabbitmq'],
  [/event-?store/i, 'eventstore'],
  [/(?:^|[-/])nats(?:$|[-/])/i, 'nats'],
  [/pulsar/i, 'pulsar'],
  [/(?:^|[-/])stomp(?:it|js|$|[-/])/i, 'stomp'],
  [/rocketmq/i, 'rocketmq'],
];

/** What an imported package is used for; null when it is none of the kinds that a team would want few of. */
export const technologyOf = (specifier: string): Named | null => {
  const name = packageOf(specifier);
  const broker = telling.find(([pattern]) => pattern.test(name))?.[1];
  return byPackage.get(name) ?? (broker === undefined ? null : ['broker', broker]);
};
