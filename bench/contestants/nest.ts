import { createRequire } from 'node:module';
import { join } from 'node:path';
import { order, ready } from './order.ts';
import './processor-time.ts';

/** An empty Nest application on express, as `nest new` makes it, with one route and no logger. Decorators are applied by hand: Node strips types only. */
interface Nest { readonly NestFactory: { create: (module: unknown, options: object) => Promise<{ listen: (port: number, host: string) => Promise<{ address: () => { port: number } }> }> } }
interface Common {
  readonly Controller: (path: string) => ClassDecorator;
  readonly Get: (path: string) => MethodDecorator;
  readonly Param: (name: string) => ParameterDecorator;
  readonly Module: (metadata: object) => ClassDecorator;
}

const peer = createRequire(join(process.argv[2] ?? '', 'package.json'));
peer('reflect-metadata');
const { NestFactory } = peer('@nestjs/core') as Nest;
const { Controller, Get, Param, Module } = peer('@nestjs/common') as Common;

class Orders {
  get(id: string): object { return order(id); }
}
Param('id')(Orders.prototype, 'get', 0);
const descriptor = Object.getOwnPropertyDescriptor(Orders.prototype, 'get') as TypedPropertyDescriptor<unknown>;
Get(':id')(Orders.prototype, 'get', descriptor);
Controller('v1/orders')(Orders);

class App {}
Module({ controllers: [Orders] })(App);

const app = await NestFactory.create(App, { logger: false });
const server = await app.listen(0, '127.0.0.1');
ready(server.address().port);
