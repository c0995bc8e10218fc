import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

const head = `import amqp from 'amqplib';
import express from 'express';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
const channel = await (await amqp.connect(url)).createChannel();
const tell = (name) => channel.publish('shop', name, body);
const app = express();
`;

const found = (code: string) => twoServices(`${head}${code}`).dualWrites.map(({ handler, tells, target, write, line }) => `${handler}: line ${write.line}, then ${tells} ${target} on line ${line}`);

const save = 'await prisma.order.create({});';
const told = ["POST /v1/orders: line 9, then publish order.made on line 10"];
const inRoute = (...lines: readonly string[]): readonly string[] => found(`app.post('/v1/orders', async (req, res) => {\n${lines.join('\n')}\n});`);

describe('dual writes', () => {
  it('are a write and then an event in one handler', () => {
    expect(inRoute(save, "tell('order.made');")).toEqual(told);
  });

  it('are a write and then a call that changes state', () => {
    expect(inRoute(save, 'await fetch(`${process.env.STOCK_URL}/v1/items/1`, { method: \'PUT\' });')).toEqual(['POST /v1/orders: line 9, then call stock /v1/items/1 on line 10']);
  });

  it.each([['order.placed', 1], ['order.find', 0], ['order.price', 0]])('are a write and then a message to another service that tells it, %s', (pattern, count) => {
    const answer = `-- stock/src/answer.ts --\nimport { MessagePattern } from '@nestjs/microservices';\nexport class B { @MessagePattern('${pattern}') on() {} }\n`;
    const { dualWrites } = twoServices(`${head}import { ClientProxy } from '@nestjs/microservices';\nclass A { constructor(private readonly bus: ClientProxy) {}\n  async place() { ${save} await this.bus.send('${pattern}', 1).toPromise(); } }`, answer);
    expect(dualWrites).toHaveLength(count);
  });

  it('are found below an adapter that is handed what it calls', () => {
    const code = "class Place { async handle() {\nawait prisma.order.create({});\ntell('order.made');\n} }\nclass List { async handle() { return prisma.order.findMany(); } }\nconst adapt = (controller) => async (req, res) => res.json(await controller.handle(req.body));\napp.post('/v1/orders', adapt(new Place()));\napp.get('/v1/orders', adapt(new List()));";
    expect(found(code)).toEqual(['Place.handle: line 9, then publish order.made on line 10']);
  });

  it('are found in a field that holds a wrapped handler, each field for itself', () => {
    const fields = (body: string): string => `import wrap from 'express-async-handler';\nclass Orders {\n static place = wrap(async (req, res) => { ${body} });\n static announce = wrap(async (req, res) => { tell('order.made'); });\n}\napp.post('/v1/orders', Orders.place);\napp.post('/v1/news', Orders.announce);`;
    expect(found(fields(save))).toEqual([]);
    expect(found(fields(save).replace(/app\.post.*$/s, ''))).toEqual([]);
    expect(found(fields(`${save} tell('order.made');`))).toEqual(['POST /v1/orders: line 10, then publish order.made on line 10']);
  });

  it('are none when the call only asks', () => {
    expect(inRoute(save, 'await fetch(`${process.env.STOCK_URL}/v1/items/1`);', 'await fetch(`${process.env.STOCK_URL}/v1/items/search`, { method: \'POST\' });', 'await fetch(`${process.env.STOCK_URL}/v1/items/ids`, { method: \'POST\' });')).toEqual([]);
  });

  it('are none when an answer is waited for over a broker and nothing but asked, or the work is only written down', () => {
    expect(inRoute(save, "channel.publish('shop', 'stock.get-items', body, { replyTo: queue, correlationId: id });")).toEqual([]);
    expect(inRoute(save, "await fetch(`${process.env.STOCK_URL}/v1/error-log`, { method: 'POST' });")).toEqual([]);
  });

  it('are none when the event comes first', () => {
    expect(inRoute("tell('order.made');", save)).toEqual([]);
  });

  it('are none when the write is an argument of what comes later, and one when it is an argument of the event', () => {
    expect(inRoute('const order = 1;', `channel.publish('shop', 'order.made', ${save.replace(';', '')});`)).toEqual(['POST /v1/orders: line 10, then publish order.made on line 10']);
  });

  it('are found through repositories and services', () => {
    const code = "class Orders { create(input) { return prisma.order.create(input); } }\nclass Events { made() { tell('order.made'); } }\nconst orders = new Orders();\nconst events = new Events();\napp.post('/v1/orders', async (req, res) => {\n  await orders.create(req.body);\n  events.made();\n});";
    expect(found(code)).toEqual(['POST /v1/orders: line 8, then publish order.made on line 9']);
  });

  it('are found behind an interface, by the real one of several that implement it', () => {
    const code = `interface Bus { made(): void }
class InMemoryBus implements Bus { made() { return 1; } }
class RabbitBus implements Bus { made() { tell('order.made'); } }
class Place { constructor(private readonly bus: Bus) {}
  async run() { ${save}
    this.bus.made(); } }
`;
    const told = ['Place.run: line 12, then publish order.made on line 10'];
    expect(found(`${code}new Place(new RabbitBus());`)).toEqual(told);
    expect(found(`${code}new Place(process.env.TEST ? new InMemoryBus() : new RabbitBus());`)).toEqual(told);
    expect(found(`${code}export const place = (bus) => new Place(bus);`)).toEqual(told);
  });

  it('are found in a chain of promises', () => {
    expect(inRoute("prisma.order.create({}).then(() => tell('order.made'));")).toEqual(['POST /v1/orders: line 9, then publish order.made on line 9']);
  });

  it.each([
    ['either or', ['if (req.body.id) {', save, "} else { tell('order.made'); }"]],
    ['a write whose branch ends the work', ['if (req.body.id) {', save, 'return;', '}', "tell('order.made');"]],
    ['what is done because the write failed', ['try {', save, '} catch {', "tell('order.failed');", '}']],
    ['what is done because the promise failed', ["prisma.order.create({}).catch(() => tell('order.failed'));"]],
    ['what is done because nothing was written', ['const order = await prisma.order.create({});', 'if (!order) {', "tell('order.failed');", '}']],
    ['other cases of a switch', ['switch (req.body.kind) {', 'case 1:', save, 'break;', 'case 2:', "tell('order.made');", '}']],
    ['an outbox', ['await prisma.$transaction(async (tx) => {', 'await tx.order.create({});', 'await tx.outbox.create({});', '});', "tell('order.made');"]],
    ['what is kept for later', [save, "emitter.on('paid', () => tell('order.paid'));"]],
  ])('are none with %s', (_, lines) => {
    expect(inRoute(...lines)).toEqual([]);
  });

  it('are found when the branches before it come together again', () => {
    expect(inRoute('if (req.body.id) {', save, '} else {', 'await prisma.order.update({});', '}', "tell('order.made');")).toEqual(['POST /v1/orders: line 12, then publish order.made on line 14']);
  });

  it('are found when a function returns after its write, and its caller goes on', () => {
    expect(found(`const store = async (input) => {\nif (input) {\n${save}\nreturn 1;\n}\n};\napp.post('/v1/orders', async (req, res) => {\nawait store(req.body);\ntell('order.made');\n});`)).toHaveLength(1);
  });

  it('are found in the branch where the write succeeded', () => {
    expect(inRoute('const order = await prisma.order.create({});', 'if (order) {', "tell('order.made');", '}')).toHaveLength(1);
  });

  it('are found where a command bus stands between route and handler', () => {
    const code = "import { CommandBus, CommandHandler } from '@nestjs/cqrs';\nclass Place {}\n@CommandHandler(Place)\nexport class PlaceHandler { async execute() {\n  await prisma.order.create({});\n  tell('order.made');\n} }\nconst bus = new CommandBus();\napp.post('/v1/orders', () => bus.execute(new Place()));";
    expect(found(code)).toEqual(['POST /v1/orders: line 12, then publish order.made on line 13']);
  });

  it('name the function where no handler is seen', () => {
    expect(found(`export const place = async () => {\n${save}\ntell('order.made');\n};`)).toEqual(['place: line 9, then publish order.made on line 10']);
  });

  it('are none at the start of the program', () => {
    expect(found(`${save}\ntell('order.made');`)).toEqual([]);
  });
});
