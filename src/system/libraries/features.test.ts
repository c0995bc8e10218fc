import { describe, expect, it } from 'vitest';
import { analyzed, twoServices } from '../../../test/support/analyzed.ts';
import type { Feature } from '../model.ts';

const kindsOf = (code: string, more = ''): readonly Feature['kind'][] => [...new Set(twoServices(code, more).features.filter(({ service }) => service === 'orders').map(({ kind }) => kind))].toSorted();

const cases: readonly (readonly [name: string, code: string, kinds: readonly Feature['kind'][]])[] = [
  ['an agent traces and measures', "import 'dd-trace/init';", ['metrics', 'tracing']],
  ['the API of OpenTelemetry alone starts nothing', "import { trace } from '@opentelemetry/api';\ntrace.getTracer('x');", []],
  ['a tracer of the team that is not in the tree', "import '@shop/node-telemetry';", ['tracing']],
  ['Sentry with a sample rate', "import * as Sentry from '@sentry/node';\nSentry.init({ tracesSampleRate: 0.1 });", ['tracing']],
  ['Sentry without one', "import * as Sentry from '@sentry/node';\nSentry.init({ dsn: 'x', tracesSampleRate: 0 });", []],
  ['a route for metrics', "import express from 'express';\nconst app = express();\napp.get('/metrics', (req, res) => res.end());", ['metrics']],
  ['a health route by its path', "import express from 'express';\nexpress().get('/healthz', (req, res) => res.end());", ['health']],
  ['a health route by the name of its handler', "import express from 'express';\nimport { healthCheck } from './health.ts';\nexpress().get('/', healthCheck);", ['health']],
  ['a health route on something unknown', "export const mount = (thing) => thing.get('/health', () => 'ok');", ['health']],
  ['to ask another for its health is no health check', "import axios from 'axios';\naxios.get('http://stock:3001/health', { timeout: 5 });", []],
  ['a gRPC health service', "import grpc from '@grpc/grpc-js';\nimport proto from './proto.ts';\nnew grpc.Server().addService(proto.Health.service, {});", ['health']],
  ['a Nest handler by its name', "import { Controller, Get } from '@nestjs/common';\n@Controller()\nexport class AppController {\n  @Get() healthCheck() { return 'ok'; }\n}", ['health']],
  ['a root that answers that all is well', "import express from 'express';\nexpress().get('/', (req, res) => {\n  res.send('Orders service is running');\n});", ['health']],
  ['a root that answers anything else', "import express from 'express';\nexpress().get('/', (req, res) => {\n  res.send('Hello World!');\n});", []],
  ['a path that a bare server compares', "import http from 'node:http';\nhttp.createServer((req, res) => {\n  if (req.url === '/healthz') res.end();\n});", ['health']],
  ['a path that somebody leaves out of its logs', "import http from 'node:http';\nexport const ignored = ['/healthz'];\nhttp.createServer((req, res) => res.end());", []],
  ['a bare server beside a consumer', "import http from 'node:http';\nimport { Worker } from 'bullmq';\nnew Worker('mails', async () => {});\nhttp.createServer((req, res) => res.end('x')).listen(3005);", ['health', 'server']],
  ['a message for health checks', "import { Controller } from '@nestjs/common';\nimport { MessagePattern } from '@nestjs/microservices';\n@Controller()\nexport class AppController {\n  @MessagePattern('health_check') healthCheck() { return 1; }\n}", ['health']],
  ['a health route of a class that others extend', "import { Get } from '@nestjs/common';\nexport class HealthControllerBase {\n  @Get('live') healthLive() { return 1; }\n}", ['health']],
  ['the health of something else', "import { Controller, Get } from '@nestjs/common';\n@Controller()\nexport class AgentController {\n  @Get('/agents/:id/health') ofAgent() { return 1; }\n}", []],
  ['a health route for all methods', "import express from 'express';\nexpress().use('/orders/health', (req, res) => res.end());", ['health']],
  ['express listens', "import express from 'express';\nexpress().listen(3000);", ['server']],
  ['a signal handler', "process.on('SIGTERM', () => server.close());", ['shutdown']],
  ['signals in a list', "for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close());", ['shutdown']],
  ['an error handler is no signal handler', "process.on('uncaughtException', () => process.exit(1));", []],
  ['a handler that only flushes the tracer', "import { NodeSDK } from '@opentelemetry/sdk-node';\nconst sdk = new NodeSDK({});\nprocess.on('SIGTERM', () => sdk.shutdown().finally(() => process.exit(0)));", ['tracing']],
  ['shutdown hooks of Nest', "import { NestFactory } from '@nestjs/core';\nconst app = await NestFactory.create(class {});\napp.enableShutdownHooks();\nawait app.listen(3000);", ['server', 'shutdown']],
  ['LoopBack stops by itself', "import { RestApplication } from '@loopback/rest';\nnew RestApplication({});", ['shutdown']],
  ['a package that drains', "import closeWithGrace from 'close-with-grace';\ncloseWithGrace(() => {});", ['shutdown']],
  ['pino', "import pino from 'pino';\npino().info('x');", ['structured-log']],
  ["Nest's logger", "import { Logger } from '@nestjs/common';\nnew Logger().log('x');", ['structured-log']],
  ["fastify's logger, switched on", "import Fastify from 'fastify';\nFastify({ logger: { level: 'info' } });", ['structured-log']],
  ["fastify's logger, switched off", "import Fastify from 'fastify';\nFastify({ logger: false });", []],
  ['records of its own', "export const log = (level, message) => console.log(JSON.stringify({ level, message }));", ['structured-log']],
  ['a logger of requests is no structured logger', "import morgan from 'morgan';\nmorgan('dev');", []],
  ['winston to a file', "import winston from 'winston';\nwinston.createLogger({ transports: [new winston.transports.File({ filename: 'a.log' })] });", ['file-log', 'structured-log']],
  ['winston to a rotating file', "import DailyRotateFile from 'winston-daily-rotate-file';\nnew DailyRotateFile({ filename: 'a.log' });", ['file-log', 'structured-log']],
  ['winston to the console', "import winston from 'winston';\nwinston.createLogger({ transports: [new winston.transports.Console()] });", ['structured-log']],
  ['pino to a file', "import pino from 'pino';\npino({ transport: { targets: [{ target: 'pino/file', options: { destination: './app.log' } }] } });", ['file-log', 'structured-log']],
  ['pino to standard output', "import pino from 'pino';\npino({ transport: { target: 'pino/file', options: { destination: 1 } } }, pino.destination(1));", ['structured-log']],
  ['pino.destination with a file', "import pino from 'pino';\npino(pino.destination('/var/log/app.log'));", ['file-log', 'structured-log']],
  ['log4js to a file', "import log4js from 'log4js';\nlog4js.configure({ appenders: { app: { type: 'dateFile', filename: 'a.log' } } });", ['file-log', 'structured-log']],
  ['a stream of morgan', "import fs from 'node:fs';\nimport path from 'node:path';\nfs.createWriteStream(path.join(__dirname, 'access.log'), { flags: 'a' });", ['file-log']],
  ['any other file', "import fs from 'node:fs';\nfs.createWriteStream('report.csv');", []],
  ['a file that a transport ships, too', "import winston from 'winston';\nimport LokiTransport from 'winston-loki';\nwinston.createLogger({ transports: [new winston.transports.File({ filename: 'a.log' }), new LokiTransport({})] });", ['structured-log']],
];

describe('features', () => {
  it.each(cases)('%s', (_, code, kinds) => {
    expect(kindsOf(code)).toEqual(kinds);
  });

  it('a collector beside the services ships their files', () => {
    expect(kindsOf("import winston from 'winston';\nnew winston.transports.File({ filename: 'a.log' });", '  collector:\n    image: grafana/promtail:3\n')).toEqual(['structured-log']);
  });

  it('the broker of Moleculer drains and answers, and does the rest when it is told to', () => {
    expect(kindsOf("import { ServiceBroker } from 'moleculer';\nnew ServiceBroker({ tracing: { enabled: true }, metrics: { enabled: false } });")).toEqual(['server', 'shutdown', 'structured-log', 'tracing']);
  });

  it('gives what a shared library does to those who import that part of it, through a barrel', () => {
    const service = (name: string, imported: string): string => `-- services/${name}/package.json --\n{ "name": "${name}", "scripts": { "start": "node main.ts" }, "dependencies": { "express": "5" } }\n-- services/${name}/main.ts --\nimport { ${imported} } from '@shop/core';\n${imported}();\n`;
    const { features } = analyzed(`${service('a', 'startTracing')}${service('b', 'log')}-- packages/core/package.json --\n{ "name": "@shop/core", "main": "index.ts" }\n-- packages/core/index.ts --\nexport * from './tracing.ts';\nexport * from './log.ts';\n-- packages/core/tracing.ts --\nimport { NodeSDK } from '@opentelemetry/sdk-node';\nexport const startTracing = () => new NodeSDK({}).start();\n-- packages/core/log.ts --\nimport pino from 'pino';\nexport const log = () => pino().info('x');\n`);
    expect(features.map(({ service: name, kind }) => [name, kind])).toEqual([['b', 'structured-log'], ['a', 'tracing']]);
  });

  it('Bun serves what an entry exports, a worker of Cloudflare does not', () => {
    const system = (script: string): string => `-- api/package.json --\n{ "name": "api", "scripts": { "start": "${script}" }, "dependencies": { "hono": "4" } }\n-- api/src/index.ts --\nimport { Hono } from 'hono';\nconst app = new Hono();\nexport default { port: 3000, fetch: app.fetch };\n`;
    expect(analyzed(system('bun src/index.ts')).features).toMatchObject([{ kind: 'server', file: 'api/src/index.ts', line: 3 }]);
    expect(analyzed(system('wrangler dev')).features).toEqual([]);
  });

  it('annotations of a pod add a tracer and ask to be scraped', () => {
    const annotated = (annotations: string): string => `-- k8s.yaml --\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  template:\n    metadata:\n      annotations: ${annotations}\n    spec:\n      containers: [{ name: orders, image: "shop/orders:1" }]\n`;
    expect(kindsOf('export {};', annotated('{ instrumentation.opentelemetry.io/inject-nodejs: "true", prometheus.io/scrape: "true" }'))).toEqual(['metrics', 'tracing']);
    expect(kindsOf('export {};', annotated('{ instrumentation.opentelemetry.io/inject-nodejs: "false", prometheus.io/scrape: "false" }'))).toEqual([]);
  });

  it('a command of compose attaches a tracer', () => {
    expect(kindsOf('export {};', '  orders-run:\n    build: ./orders\n    command: node --require ./tracing.js main.js\n')).toEqual(['tracing']);
  });
});
