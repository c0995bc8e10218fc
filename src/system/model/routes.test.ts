import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

const routes = (code: string, more = ''): readonly string[] => twoServices(code, more).routes.filter(({ service }) => service === 'orders').map(({ method, path, version }) => `${method} ${path}${version === null ? '' : ` (${version})`}`);

const nest = "import { Controller, Get, NestFactory, Post, Version } from '@nestjs/common';\nimport { NestFactory as Factory } from '@nestjs/core';\n";

describe('routes', () => {
  it.each([
    ['express', "import express from 'express';\nconst app = express();\napp.get('/a', h);\napp.route('/b').post(h);", ['GET /a', 'POST /b']],
    ['express routers under prefixes', "import { Router } from 'express';\nimport express from 'express';\nconst inner = Router();\ninner.get('/x', h);\nconst outer = Router();\nouter.use('/in', inner);\nexpress().use('/v2/out', outer);", ['GET /v2/out/in/x (v2)']],
    ['fastify plugins under prefixes', "import Fastify from 'fastify';\nconst app = Fastify();\nconst items = async (server) => { server.get('/:id', h); server.route({ method: 'POST', url: '/' , handler: h }); };\napp.register(items, { prefix: '/v1/items' });", ['GET /v1/items/:id (v1)', 'ALL /v1/items (v1)']],
    ['a scope of fastify in place', "import Fastify from 'fastify';\nconst app = Fastify();\napp.register(async (scope) => { scope.post('/hooks', h); });", ['POST /hooks']],
    ['proxies for each of a list', "import express from 'express';\nimport { createProxyMiddleware } from 'http-proxy-middleware';\nconst app = express();\nconst all = [{ path: '/v1/a', url: 'http://a' }, { path: '/b', url: 'http://b' }];\nall.forEach((one) => app.use(one.path, createProxyMiddleware({ target: one.url })));", ['ALL /v1/a (v1)', 'ALL /b']],
    ['proxies that are plugins of fastify', "import Fastify from 'fastify';\nimport proxy from '@fastify/http-proxy';\nconst app = Fastify();\napp.register(proxy, { upstream: 'http://a', prefix: '/v1/a' });\napp.register(proxy, { upstream: 'http://b' });", ['ALL /v1/a (v1)', 'ALL /']],
    ['koa-router with a prefix', "import Router from '@koa/router';\nconst router = new Router({ prefix: '/api' });\nrouter.get('/a', h);", ['GET /api/a']],
    ['hono', "import { Hono } from 'hono';\nconst items = new Hono();\nitems.get('/:id', h);\nconst app = new Hono().basePath('/v1');\napp.route('/items', items);\napp.post('/b', h);", ['GET /items/:id', 'POST /v1/b (v1)']],
    ['Nest controllers', `${nest}@Controller('items')\nexport class Items {\n  @Get(':id') one() {}\n  @Post() make() {}\n}`, ['GET /items/:id', 'POST /items']],
    ['Nest under a global prefix', `${nest}const app = await Factory.create(App);\napp.setGlobalPrefix('api/v1');\n@Controller()\nexport class A { @Get('x') x() {} }`, ['GET /api/v1/x (v1)']],
    ['Nest versioning', `${nest}app.enableVersioning({ defaultVersion: '1' });\n@Controller({ path: 'items' })\nexport class A { @Get() a() {}\n  @Version('2') @Get() b() {} }`, ['GET /v1/items (v1)', 'GET /v2/items (v2)']],
    ['routing-controllers', "import { Get, JsonController } from 'routing-controllers';\n@JsonController('/items')\nexport class Items { @Get('/:id') one() {} }", ['GET /items/:id']],
    ['tsoa', "import { Get, Route } from 'tsoa';\n@Route('v1/items')\nexport class Items { @Get('{id}') one() {} }", ['GET /v1/items/{id} (v1)']],
    ['LoopBack', "import { api, del, get } from '@loopback/rest';\nexport class Items { @get('/items') all() {}\n  @del('/items/{id}') drop() {} }\n@api({ basePath: '/v2' })\nexport class Bills { @get('/bills') all() {} }", ['GET /items', 'DELETE /items/{id}', 'GET /v2/bills (v2)']],
    ['a method that is computed', "import express from 'express';\nconst app = express();\nfor (const path of ['/a', '/b']) app[method](path, h);", ['ALL /a', 'ALL /b']],
    ['a graph', "import { ApolloServer, gql } from 'apollo-server';\nnew ApolloServer({ typeDefs: gql`type Query { a: Int }` });", ['POST /graphql']],
    ['parts that guards and filters take from a graph library serve none', "import { GqlExecutionContext, GqlExceptionFilter } from '@nestjs/graphql';\nimport { AuthenticationError, gql } from 'apollo-server-express';\nGqlExecutionContext.create(c); throw new AuthenticationError('no');", []],
    ['a Map has no routes', "const map = new Map();\nmap.get('/a', 1);\nmap.set('/b', 1);", []],
  ])('%s', (_, code, expected) => {
    expect(routes(code)).toEqual(expected);
  });

  it('follows a router through files', () => {
    expect(routes("import express from 'express';\nimport items from './items.js';\nexpress().use('/items', items);", "-- orders/src/items.ts --\nimport { Router } from 'express';\nconst router = Router();\nrouter.get('/a', h);\nexport default router;\n")).toEqual(['GET /items/a']);
  });

  it.each([
    ["join(import.meta.dirname, 'routes')", '', ['GET /v1/items/:id (v1)', 'POST /bills', 'GET /']],
    ['`${__dirname}/routes`', ", options: { prefix: '/api' }", ['GET /api/v1/items/:id (v1)', 'POST /api/bills', 'GET /api']],
    ["new URL('routes', import.meta.url).pathname", ', dirNameRoutePrefix: false', ['GET /:id', 'POST /bills', 'GET /']],
  ])('of files that fastify loads from %s%s', (dir, more, expected) => {
    const files = `-- orders/src/routes/v1/items/index.ts --
import type { FastifyPluginAsync, FastifyInstance } from 'fastify';
const items: FastifyPluginAsync = async (fastify: FastifyInstance) => { fastify.get('/:id', h); };
export default items;
-- orders/src/routes/v1/bills.ts --
export const autoPrefix = '/bills';
export default async function (fastify) { fastify.post('/', h); }
-- orders/src/routes/root.ts --
import fp from 'fastify-plugin';
export default fp(async (app) => { app.get('/', h); });
-- orders/src/plugins/other.ts --
export default async (fastify) => { fastify.decorate('x', 1); };
`;
    expect(routes(`import Fastify from 'fastify';\nimport autoload from '@fastify/autoload';\nimport { join } from 'node:path';\nconst app = Fastify();\napp.register(autoload, { dir: ${dir}${more} });`, files).toSorted()).toEqual(expected.toSorted());
  });

  it('follows an app into a function that is handed it', () => {
    expect(routes("const express = require('express');\nconst app = express();\nrequire('./items')(app);", "-- orders/src/items.ts --\nmodule.exports = (app) => { app.get('/a', h); };\n")).toEqual(['GET /a']);
  });
});

describe('features', () => {
  const kinds = (code: string, more = ''): readonly string[] => [...new Set(twoServices(code, more).features.filter(({ service }) => service === 'orders').map(({ kind }) => kind))].toSorted();

  it.each([
    ['a health route', "import express from 'express';\nexpress().get('/health', h);", ['health']],
    ['a route about the health of something else is none', "import express from 'express';\nexpress().get('/pets/:id/health', h);", []],
    ['terminus', "import { TerminusModule } from '@nestjs/terminus';\nuse(TerminusModule);", ['health']],
    ['OpenTelemetry', "import { NodeSDK } from '@opentelemetry/sdk-node';\nnew NodeSDK().start();", ['tracing']],
    ['OpenTelemetry in a function that nobody calls', "import { NodeSDK } from '@opentelemetry/sdk-node';\nimport { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';\nconst exporter = new OTLPTraceExporter();\nexport default async (name) => { new NodeSDK({ exporter, name }).start(); };", []],
    ['OpenTelemetry in a function that is called', "import { NodeSDK } from '@opentelemetry/sdk-node';\nconst trace = (name) => { new NodeSDK({ name }).start(); };\ntrace('orders');", ['tracing']],
    ['its API alone traces nothing', "import { trace } from '@opentelemetry/api';\ntrace.getTracer('x');", []],
    ['Sentry with a sample rate', "import * as Sentry from '@sentry/node';\nSentry.init({ tracesSampleRate: 0.1 });", ['tracing']],
    ['Sentry without one', "import * as Sentry from '@sentry/node';\nSentry.init({ dsn });", []],
    ['signals', "process.on('SIGTERM', stop);", ['shutdown']],
    ['metrics that a module requires for itself', "import { createRequire } from 'node:module';\nconst load = createRequire(import.meta.url);\nconst plugin = load('fastify-metrics');", ['metrics']],
    ['metrics', "import client from 'prom-client';\nclient.register;", ['metrics']],
    ['versioning', "app.enableVersioning();", ['versioning']],
  ])('%s', (_, code, expected) => {
    expect(kinds(code)).toEqual(expected);
  });

  it.each([
    ['HEALTHCHECK', '-- orders/Dockerfile --\nFROM node\nHEALTHCHECK CMD true\n', ['health']],
    ['a preloaded tracer', '-- orders/Dockerfile --\nFROM node\nCMD ["node", "--import", "./tracing.js", "main.js"]\n', ['tracing']],
    ['a compose healthcheck', '-- docker-compose.yml --\nservices:\n  orders:\n    build: orders\n    healthcheck: { test: [CMD, "true"] }\n', ['health']],
    ['NODE_OPTIONS', '-- orders/.env --\nNODE_OPTIONS=--require @opentelemetry/auto-instrumentations-node/register\n', ['tracing']],
  ])('deployment: %s', (_, more, expected) => {
    expect(kinds('', more)).toEqual(expected);
  });
});
