import { describe, expect, it } from 'vitest';
import { fixedSystem } from '../../../test/support/fixing.ts';

const system = (main: string, dependencies: string, more = '') => fixedSystem(`-- compose.yaml --
services:
  orders: { build: ./orders }
  stock: { build: ./stock, healthcheck: { test: "true" } }
-- orders/package.json --
{ "name": "orders", "scripts": { "start": "node src/main.ts" }, "dependencies": { ${dependencies} } }
-- orders/src/main.ts --
${main}
${more}
-- stock/package.json --
{ "name": "stock", "scripts": { "start": "node main.js" }, "dependencies": { "express": "5" } }
-- stock/main.js --
require('express')().listen(3001);
`);

const main = 'orders/src/main.ts';

describe('a health route', { timeout: 30_000 }, () => {
  it.each([
    ['express', '"express": "5"', "import express from 'express';\n\nconst app = express(); // the API\napp.use(auth);\napp.listen(3000);\n", "const app = express(); // the API\n\napp.get('/health', (_request, response) => {\n  response.json({ status: 'ok' });\n});\napp.use(auth);"],
    ['express by require', '"express": "5"', "const app = require('express')();\napp.listen(3000);\n", "app.get('/health', (_request, response) => {\n"],
    ['fastify in a function', '"fastify": "5"', "import Fastify from 'fastify';\n\nexport const build = () => {\n  const app = Fastify({ logger: true });\n  return app;\n};\nawait build().listen({ port: 3000 });\n", "  const app = Fastify({ logger: true });\n\n  app.get('/health', async () => ({ status: 'ok' }));\n  return app;"],
    ['hono', '"hono": "4", "@hono/node-server": "1"', "import { serve } from '@hono/node-server';\nimport { Hono } from 'hono';\n\nconst app = new Hono();\nserve({ fetch: app.fetch, port: 3000 });\n", "app.get('/health', (context) => context.json({ status: 'ok' }));"],
    ['koa with a router', '"koa": "3", "@koa/router": "14"', "import Router from '@koa/router';\nimport Koa from 'koa';\n\nconst router = new Router();\nconst app = new Koa();\napp.use(router.routes());\napp.listen(3000);\n", "router.get('/health', (context) => {\n  context.body = { status: 'ok' };\n});"],
  ])('is added to %s', async (_, dependencies, code, added) => {
    const made = system(code, dependencies);
    expect(await made.found('no-health-check')).toHaveLength(1);
    await made.lint('--fix');
    expect(made.read(main)).toContain(added);
    expect(await made.found('no-health-check')).toEqual([]);
    const tree = made.tree();
    await made.lint('--fix');
    expect(made.tree()).toEqual(tree);
  });

  it.each([
    ["@Module({ controllers: [OrdersController] })", "@Module({ controllers: [OrdersController, HealthController] })"],
    ["@Module({\n  imports: [],\n})", "@Module({\n  imports: [],\n  controllers: [HealthController],\n})"],
  ])('is a controller in Nest: %j', async (before, after) => {
    const module = (decorator: string, more = '') => `import { Module } from '@nestjs/common';\n${more}import { OrdersController } from './orders.controller';\n\n${decorator}\nexport class AppModule {}\n`;
    const made = system("import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\nvoid NestFactory.create(AppModule).then((app) => app.listen(3000));\n", '"@nestjs/core": "11", "@nestjs/common": "11"', `-- orders/src/app.module.ts --\n${module(before)}\n-- orders/src/orders.controller.ts --\nimport { Controller, Get } from '@nestjs/common';\n@Controller('v1/orders')\nexport class OrdersController { @Get() all() { return []; } }\n`);
    expect(await made.found('no-health-check')).toHaveLength(1);
    await made.lint('--fix');
    expect(made.read('orders/src/app.module.ts')).toBe(module(after, "import { HealthController } from './health.controller';\n"));
    expect(made.read('orders/src/health.controller.ts')).toContain("@Controller('health')");
    expect(await made.found('no-health-check')).toEqual([]);
  });

  it('is none for a Nest application that only follows messages', async () => {
    const made = system("import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\n// NestFactory.create(AppModule)\nvoid NestFactory.createMicroservice(AppModule, {}).then((app) => app.listen());\n", '"@nestjs/core": "11", "@nestjs/common": "11", "@nestjs/microservices": "11"', "-- orders/src/app.module.ts --\nimport { Module } from '@nestjs/common';\n@Module({})\nexport class AppModule {}\n");
    const tree = made.tree();
    await made.lint('--fix');
    expect(made.tree()).toEqual(tree);
  });

  it.each([
    ['two applications', "import express from 'express';\nconst api = express();\nconst admin = express();\napi.listen(3000);\nadmin.listen(3001);\n", 'which one shall answer?'],
    ['an application made elsewhere', "import { createApp } from './shape';\ncreateApp().listen(3000);\n", 'in a way that is known'],
  ])('is not guessed for %s', async (_, code, reason) => {
    const made = system(code, '"express": "5"');
    const tree = made.tree();
    const { err } = await made.lint('--fix');
    expect([err.includes(reason), made.tree()]).toEqual([true, tree]);
  });
});
