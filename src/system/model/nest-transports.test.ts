import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

const head = "import { ClientProxy, ClientProxyFactory, ClientsModule, Transport } from '@nestjs/microservices';\nimport { Inject, Module } from '@nestjs/common';\n";
const user = "class A {\n  constructor(@Inject('STOCK') private readonly bus: ClientProxy) {}\n  load() { return this.bus.send('load', 1); }\n}";
const listener = (options: string): string => `-- stock/src/listen.ts --\nimport { NestFactory } from '@nestjs/core';\nimport { Transport } from '@nestjs/microservices';\nawait NestFactory.createMicroservice(App, ${options});\n`;
const rmq = listener("{ transport: Transport.RMQ, options: { queue: 'stock_queue' } }");
const to = (code: string, more: string) => twoServices(`${head}${code}\n${user}`, more).calls.map((one) => [one.client, one.to]);

describe('clients of Nest, by how they are registered', () => {
  it.each([
    ['a queue', "ClientsModule.register([{ name: 'STOCK', transport: Transport.RMQ, options: { queue: 'stock_queue' } }]);", rmq],
    ['a queue, by a factory', "ClientsModule.registerAsync([{ name: 'STOCK', useFactory: () => ({ transport: Transport.RMQ, options: { queue: 'stock_queue' } }) }]);", rmq],
    ['a queue, under clients', "ClientsModule.registerAsync({ clients: [{ name: 'STOCK', useFactory: () => ({ transport: Transport.RMQ, options: { queue: 'stock_queue' } }) }] });", rmq],
    ['a port', "ClientsModule.register([{ name: 'STOCK', transport: Transport.TCP, options: { port: 4001 } }]);", listener('{ transport: Transport.TCP, options: { port: 4001 } }')],
    ['a host', "ClientsModule.register([{ name: 'STOCK', transport: Transport.TCP, options: { host: 'stock', port: 4001 } }]);", ''],
    ['a provider of its own', "@Module({ providers: [{ provide: 'STOCK', useFactory: () => ClientProxyFactory.create({ transport: Transport.TCP, options: { host: 'stock', port: 1 } }) }] })\nclass M {}", ''],
    ['a module of the team that is told the token', "class Bus { static register({ name }) { return { imports: [ClientsModule.registerAsync([{ name, useFactory: () => ({ transport: Transport.RMQ, options: { queue: `${name.toLowerCase()}_queue` } }) }])] }; } }\nBus.register({ name: 'STOCK' });", listener("{ transport: Transport.RMQ, options: { queue: 'STOCK_queue' } }")],
    ['a setting whose name is put together', "import { ConfigService } from '@nestjs/config';\nclass Bus { static register({ name }) { return { imports: [ClientsModule.registerAsync([{ name, useFactory: (config: ConfigService) => ({ transport: Transport.RMQ, options: { queue: config.get(`RMQ_${name}_QUEUE`) } }), inject: [ConfigService] }])] }; } }\nBus.register({ name: 'STOCK' });", `-- orders/.env --\nRMQ_STOCK_QUEUE=items\n${listener("options('STOCK')").replace('await', "import { ConfigService } from '@nestjs/config';\nconst config = new ConfigService();\nconst options = (name: string) => ({ transport: Transport.RMQ, options: { queue: config.get(`RMQ_${name}_QUEUE`) } });\nawait")}-- stock/.env --\nRMQ_STOCK_QUEUE=items\n`],
    ['a queue, between a client and a server of somebody else', "import { AmqpClient } from 'some-amqp-transport';\nconst to = (queue) => ({ customClass: AmqpClient, options: { queue } });\nClientsModule.registerAsync([{ name: 'STOCK', useFactory: () => ({ ...to('stock_queue'), transport: Transport.RMQ }) }]);", listener("{ strategy: new AmqpServer({ queue: 'stock_queue' }) }").replace('await', "import { AmqpServer } from 'some-amqp-transport';\nawait")],
  ])('by %s', (_, code, more) => {
    expect(to(code, more)).toEqual([['nest-client', 'stock']]);
  });

  it('stays unknown where neither queue, pattern nor name leads anywhere', () => {
    const code = `${head}ClientsModule.register([{ name: 'BUS', transport: Transport.RMQ, options: { queue: 'other' } }]);\n${user.replace('STOCK', 'BUS')}`;
    expect(twoServices(code, rmq).calls.map(({ to: target }) => target)).toEqual([null]);
  });

  it.each(['STOCK', 'STOCK_SERVICE', 'stock-client'])('takes the name %s where nothing else says whom it reaches', (name) => {
    const code = `${head}ClientsModule.register([{ name: '${name}', transport: Transport.TCP, options: { host: process.env.NOWHERE, port: 1 } }]);\n${user.replace('STOCK', name)}`;
    expect(twoServices(code).calls).toMatchObject([{ to: 'stock' }]);
  });

  it('takes the one of several that answer which the client reaches', () => {
    const answer = (name: string): string => `-- ${name}/src/answer.ts --\nimport { MessagePattern } from '@nestjs/microservices';\nexport class B { @MessagePattern('load') load() {} }\n`;
    const third = '-- third/package.json --\n{ "name": "third", "scripts": { "start": "node src/main.ts" }, "dependencies": { "express": "5" } }\n-- third/src/main.ts --\n1;\n';
    const registered = "ClientsModule.register([{ name: 'STOCK', transport: Transport.RMQ, options: { queue: 'stock_queue' } }]);";
    expect(twoServices(`${head}${user.replace('STOCK', 'BUS')}`, `${answer('stock')}${third}${answer('third')}`).calls.map((one) => one.to)).toEqual([null]);
    expect(to(registered, `${rmq}${answer('stock')}${third}${answer('third')}`)).toEqual([['nest-client', 'stock']]);
  });
});

describe('options of clients and servers', () => {
  const lib = `-- libs/rmq/index.ts --
import { Transport } from '@nestjs/microservices';
import { ConfigService } from '@nestjs/config';
import { Injectable } from '@nestjs/common';
export const rmqOptions = (config: ConfigService, queue: string) => ({ transport: Transport.RMQ as const, options: { urls: [config.get('RMQ')], queue } });
@Injectable()
export class RmqService { constructor(private readonly config: ConfigService) {}
  getOptions(queue: string, noAck = false) { return { transport: Transport.RMQ, options: { urls: [this.config.get('RMQ')], queue: this.config.get(\`RMQ_\${queue}_QUEUE\`), noAck } }; } }
-- tsconfig.json --
{ "compilerOptions": { "paths": { "@libs/rmq": ["./libs/rmq/index.ts"] } } }
-- orders/.env --
RMQ_STOCK_QUEUE=goods
-- stock/.env --
RMQ_STOCK_QUEUE=goods
`;

  it.each([
    ['by a function', "import { ConfigService } from '@nestjs/config';\nimport { rmqOptions } from '@libs/rmq';\nClientsModule.registerAsync([{ name: 'X', useFactory: (c: ConfigService) => rmqOptions(c, 'stock_queue'), inject: [ConfigService] }]);", "import { rmqOptions } from '@libs/rmq';\nconst app = await NestFactory.create(App);\napp.connectMicroservice(rmqOptions(app.get(ConfigService), 'stock_queue'));"],
    ['by a class that a container gives', "import { ConfigService } from '@nestjs/config';\nimport { rmqOptions } from '@libs/rmq';\nClientsModule.registerAsync([{ name: 'X', useFactory: (c: ConfigService) => rmqOptions(c, 'goods'), inject: [ConfigService] }]);", "import { RmqService } from '@libs/rmq';\nconst app = await NestFactory.create(App);\nconst rmq = app.get<RmqService>(RmqService);\napp.connectMicroservice(rmq.getOptions('STOCK', true));"],
    ['by a function, to a program that is nothing else', "import { ConfigService } from '@nestjs/config';\nimport { rmqOptions } from '@libs/rmq';\nClientsModule.registerAsync([{ name: 'X', useFactory: async (c: ConfigService) => ({ ...rmqOptions(c, 'stock_queue') }), inject: [ConfigService] }]);", "import { rmqOptions } from '@libs/rmq';\nconst context = await NestFactory.createApplicationContext(App);\nconst config = context.get(ConfigService);\nconst app = await NestFactory.createMicroservice(App, rmqOptions(config, 'stock_queue'));"],
  ])('are made in a library %s', (_, client, server) => {
    const { calls } = twoServices(`${head}${client}\n${user.replace('STOCK', 'X')}`, `${lib}-- stock/src/listen.ts --\nimport { NestFactory } from '@nestjs/core';\nimport { ConfigService } from '@nestjs/config';\n${server}\n`);
    expect(calls.map((c) => [c.to, c.unresolved])).toEqual([['stock', null]]);
  });
});

describe('what containers inject', () => {
  const used = (name: string): string => `class A { constructor(@inject(${name}) private readonly http) {}\n  load() { return this.http.get('/v1/items/1'); } }`;
  const made = "import axios from 'axios';\nconst made = () => axios.create({ baseURL: 'http://stock:3001', timeout: 500 });\n";

  it.each([
    ['Nest, a factory', "import { Inject as inject } from '@nestjs/common';\nexport const http = { provide: 'HTTP', useFactory: () => made() };", "'HTTP'"],
    ['Nest, a value', "import { Inject as inject } from '@nestjs/common';\nexport const http = { provide: 'HTTP', useValue: made() };", "'HTTP'"],
    ['inversify', "import { inject, Container } from 'inversify';\nconst TYPES = { Http: Symbol.for('Http') };\nnew Container().bind(TYPES.Http).toConstantValue(made());", 'TYPES.Http'],
    ['tsyringe', "import { container, inject } from 'tsyringe';\ncontainer.register('Http', { useValue: made() });", "'Http'"],
  ])('%s', (_, code, token) => {
    expect(twoServices(`${made}${code}\n${used(token)}`).calls).toMatchObject([{ to: 'stock', client: 'axios', timeout: true }]);
  });

  it('is found however much containers are told', () => {
    const many = Array.from({ length: 1200 }, (_, index) => `{ provide: 'T${index}', useValue: ${index} }`).join(', ');
    const code = `${made}import { Inject as inject } from '@nestjs/common';\nexport const all = [${many}, { provide: 'HTTP', useFactory: () => made() }];\n${used("'HTTP'")}`;
    expect(twoServices(code).calls).toMatchObject([{ to: 'stock', client: 'axios' }]);
  });
});
