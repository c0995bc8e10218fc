import { describe, expect, it } from 'vitest';
import { analyzed, twoServices } from '../../../test/support/analyzed.ts';

const get = 'fetch(`${process.env.STOCK_URL}/v1/items/1`)';

/** What leads to the only call of the code. */
const reaching = (code: string): readonly string[] => twoServices(code).calls.flatMap(({ handlers }) => handlers);

const express = "import express from 'express';\nconst app = express();\n";

const cases: readonly (readonly [name: string, code: string, expected: readonly string[]])[] = [
  ['a route', `${express}app.get('/v1/orders', async (req, res) => res.json(await ${get}));`, ['GET /v1/orders']],
  ['a route, through functions', `${express}const stock = () => ${get};\nconst price = async () => stock();\napp.post('/v1/orders', async (req, res) => price());`, ['POST /v1/orders']],
  ['two routes and their middleware', `${express}const check = async () => ${get};\napp.get('/v1/a', check, (req, res) => res.end());\napp.get('/v1/b', check, (req, res) => res.end());`, ['GET /v1/a', 'GET /v1/b']],
  ['a wrapped handler', `${express}const safe = (run) => (req, res, next) => run(req, res).catch(next);\napp.get('/v1/a', safe(async () => ${get}));`, ['GET /v1/a']],
  ['a function that is handed over by name', `${express}const one = () => ${get};\napp.get('/v1/a', async (req, res) => res.json(await Promise.all(req.body.map(one))));`, ['GET /v1/a']],
  ['the start', `await ${get};`, ['start']],
  ['a schedule', `import cron from 'node-cron';\nconst refresh = async () => ${get};\ncron.schedule('* * * * *', refresh);`, ['job refresh']],
  ['an interval', `setInterval(() => { ${get}; }, 1000);`, ['job orders/src/main.ts']],
  ['a schedule of Nest', `import { Cron } from '@nestjs/schedule';\nexport class Sync {\n  @Cron('* * * * *') run() { return ${get}; }\n}`, ['job Sync.run']],
  ['the start of a Nest module', `export class Sync {\n  onModuleInit() { return ${get}; }\n}`, ['Sync.onModuleInit']],
  ['a message and an event of Nest', `import { Controller } from '@nestjs/common';\nimport { EventPattern, MessagePattern } from '@nestjs/microservices';\n@Controller()\nexport class A {\n  @MessagePattern('sum') sum() { return this.go(); }\n  @EventPattern('made') made() { return this.go(); }\n  go() { return ${get}; }\n}`, ['consume made', 'message sum']],
  ['a command of Nest', `import { Controller, Post } from '@nestjs/common';\nimport { CommandBus, CommandHandler } from '@nestjs/cqrs';\nclass Place {}\n@CommandHandler(Place)\nexport class PlaceHandler { execute() { return ${get}; } }\n@Controller('orders')\nexport class Orders {\n  constructor(private readonly bus: CommandBus) {}\n  @Post() place() { return this.bus.execute(new Place()); }\n}`, ['POST /orders']],
  ['an action of Moleculer', `export default { name: 'orders', actions: { place: { async handler(ctx) { return ${get}; } } } };`, ['action orders.place']],
  ['an event of Moleculer', `export default { name: 'orders', events: { 'item.made': { handler() { return ${get}; } } } };`, ['consume item.made']],
  ['nobody who is seen', `export class Client { load() { return ${get}; } }`, []],
];

describe('handlers', () => {
  it.each(cases)('%s leads to a call', (_, code, expected) => {
    expect(reaching(code)).toEqual(expected);
  });

  it('end at a handler: what registers a route does not run it', () => {
    expect(reaching(`${express}const routes = () => { app.get('/v1/a', () => ${get}); };\nroutes();`)).toEqual(['GET /v1/a']);
  });

  it('lists every handler once, with what starts it', () => {
    const model = twoServices(`${express}app.get('/v1/orders', (req, res) => res.end());\nsetInterval(function tidy() {}, 1000);`);
    expect(model.handlers.map(({ service, kind, name }) => `${service} ${kind} ${name}`).toSorted()).toEqual(['orders job job tidy', 'orders request GET /v1/orders', 'orders startup start', 'stock request GET /v1/items/:id', 'stock startup start']);
  });

  it('of a shared library are those of the service that calls', () => {
    const model = analyzed(`-- package.json --
{ "name": "shop", "workspaces": ["services/*", "libs/*"] }
-- libs/stock/package.json --
{ "name": "@shop/stock", "main": "index.ts" }
-- libs/stock/index.ts --
export const load = () => fetch('http://stock:3001/v1/items');
-- services/a/package.json --
{ "name": "a", "scripts": { "start": "node src/main.ts" } }
-- services/a/src/main.ts --
import express from 'express';
import { load } from '@shop/stock';
express().get('/v1/a', () => load());
-- services/b/package.json --
{ "name": "b", "scripts": { "start": "node src/main.ts" } }
-- services/b/src/main.ts --
import { load } from '@shop/stock';
load();
-- compose.yaml --
services:
  a: { build: services/a }
  b: { build: services/b }
`);
    expect(model.calls.map(({ from, handlers }) => [from, handlers])).toEqual([['a', ['GET /v1/a']], ['b', ['start']]]);
  });
});
