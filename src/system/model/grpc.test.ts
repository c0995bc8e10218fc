import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

const proto = (pkg: string): string => `-- proto/stock.proto --
syntax = "proto3";
package ${pkg};
// service Old { rpc Gone (A) returns (B); }
service Stock {
  rpc Find (Asked) returns (Given) {}
  rpc Watch (Asked) returns (stream Given);
}
message Asked { string id = 1; }
`;
const nestServer = "-- stock/src/stock.controller.ts --\nimport { GrpcMethod } from '@nestjs/microservices';\nexport class Stock { @GrpcMethod() find() {} }\n";
const jsServer = "-- stock/src/grpc.ts --\nimport * as grpc from '@grpc/grpc-js';\nimport { loadSync } from '@grpc/proto-loader';\nconst loaded = grpc.loadPackageDefinition(loadSync('stock.proto')) as any;\nconst server = new grpc.Server();\nserver.addService(loaded.shop.Stock.service, { find });\n";
const load = "import * as grpc from '@grpc/grpc-js';\nimport { loadSync } from '@grpc/proto-loader';\nconst loaded = grpc.loadPackageDefinition(loadSync('stock.proto')) as any;\n";
const client = `${load}const stock = new loaded.shop.Stock('elsewhere:50051', grpc.credentials.createInsecure());\n`;
const calls = (code: string, more: string) => twoServices(code, more).calls.map((one) => `${one.client} ${one.to} ${one.path}${one.timeout ? ' T' : ''}`);

const inject = "import { ClientGrpc, ClientsModule, Transport } from '@nestjs/microservices';\nimport { Inject } from '@nestjs/common';\n";
const registered = "ClientsModule.register([{ name: 'STOCK', transport: Transport.GRPC, options: { package: 'shop', url: 'elsewhere:50051' } }]);\n";

describe('gRPC', () => {
  it.each([
    ['a service of a client of Nest', `${inject}${registered}class A {\n  svc;\n  constructor(@Inject('STOCK') private readonly client: ClientGrpc) {}\n  onModuleInit() { this.svc = this.client.getService('Stock'); }\n  load() { return this.svc.find({ id: 1 }); }\n}`, ['nest-grpc stock shop.Stock/Find']],
    ['a stream is no call', `${inject}class A {\n  svc;\n  constructor(private readonly client: ClientGrpc) {}\n  onModuleInit() { this.svc = this.client.getService('Stock'); }\n  load() { return this.svc.watch({ id: 1 }); }\n}`, []],
    ['a constant that a generator made and the tree does not have', `${inject}import { STOCK_SERVICE_NAME } from './gone.pb';\nclass A {\n  constructor(private readonly client: ClientGrpc) {}\n  load() { return this.client.getService(STOCK_SERVICE_NAME).find({}); }\n}`, ['nest-grpc stock shop.Stock/Find']],
    ['grpc-js', `${client}stock.find({ id: 1 }, done);`, ['grpc stock shop.Stock/Find']],
    ['grpc-js with a deadline', `${client}stock.find({ id: 1 }, { deadline: Date.now() + 500 }, done);`, ['grpc stock shop.Stock/Find T']],
    ['a promisified method', `import { promisify } from 'node:util';\n${client}const find = promisify(stock.find.bind(stock));\nawait find({ id: 1 });`, ['grpc stock shop.Stock/Find']],
    ['a generated client', "import { credentials } from '@grpc/grpc-js';\nimport { StockClient } from './gone_grpc_pb';\nconst stock = new StockClient('elsewhere:1', credentials.createInsecure());\nstock.find({}, done);", ['grpc stock shop.Stock/Find']],
    ['a client by its type', "import type { StockClient } from './gone_grpc_pb';\nclass A { constructor(private readonly stock: StockClient) {}\n  load() { return this.stock.find({}, done); } }", ['grpc stock shop.Stock/Find']],
    ['what no proto file declares is none', "import { S3Client } from 'elsewhere';\nnew S3Client({}).find({});", []],
    ['connect', "import { createClient } from '@connectrpc/connect';\nimport { createGrpcTransport } from '@connectrpc/connect-node';\nimport { Stock } from './gone_connect';\nconst stock = createClient(Stock, createGrpcTransport({ baseUrl: 'http://elsewhere:1' }));\nawait stock.find({});", ['connect stock shop.Stock/Find']],
  ])('%s', (_, code, expected) => {
    expect(calls(code, `${proto('shop')}${nestServer}`)).toEqual(expected);
  });

  it('finds who runs a service that grpc-js adds', () => {
    expect(calls(`${client}stock.find({}, done);`, `${proto('shop')}${jsServer}`)).toEqual(['grpc stock shop.Stock/Find']);
  });

  it('follows a client of the team through the names that it computes', () => {
    const wrapper = `${load}class Client {
  constructor(private readonly name: string, private readonly host: string) {}
  call(method: string, request: unknown) {
    const Made = loaded[this.name][this.name.toUpperCase()];
    const client = new Made(\`\${this.host}:3001\`, grpc.credentials.createInsecure());
    return new Promise((resolve, reject) => { client[method](request, (error, given) => resolve(given)); });
  }
}
const stock = new Client('stock', 'stock');
export const find = () => stock.call('Find', {});`;
    const { calls: found } = twoServices(wrapper);
    expect(found).toMatchObject([{ to: 'stock', line: 13, client: 'grpc' }]);
  });

  it('follows a client of the chassis, handed over with other parts, to who serves the contract, and sees its guards', () => {
    const contract = "-- stock/contract.ts --\nexport const stockGrpc: GrpcContract<Definition> = { name: 'stock', file: 'stock.proto', service: 'shop.v1.Stock' };\n";
    const server = "-- stock/src/grpc.ts --\nimport { serveGrpc } from 'ms:chassis/grpc';\nimport { stockGrpc } from '../contract.ts';\nexport const routes = (service, store) => { serveGrpc(service, stockGrpc, { find: () => store.find() }); };\n";
    const code = "import { createGrpcClient } from 'ms:chassis/grpc';\nimport { stockGrpc } from '../../stock/contract.ts';\nconst connect = (service) => createGrpcClient(service, stockGrpc);\nconst routes = (service, parts: Parts & { readonly stock: Client }) => { service.on(() => parts.stock.find({ id: '1' })); };\nroutes(service, { ...makeStore(), stock: connect(service) });";
    const { calls: found, routes } = twoServices(code, `${proto('shop.v1')}${contract}${server}`);
    expect(found).toMatchObject([{ to: 'stock', client: 'chassis-grpc', path: 'shop.v1.Stock/Find', timeout: true, breaker: true, retry: true }]);
    expect(routes.filter(({ kind }) => kind === 'grpc').map(({ path }) => path)).toEqual(['shop.v1.Stock/Find', 'shop.v1.Stock/Watch']);
  });

  it.each([
    ['shop', null],
    ['shop.v1', 'v1'],
    ['acme.shop.v1beta2', 'v1beta2'],
  ])('has a route for each method, of the version of package %s', (pkg, version) => {
    const routes = twoServices('', `${proto(pkg)}${jsServer}`).routes.filter(({ kind }) => kind === 'grpc');
    expect(routes.map((route) => [route.service, route.path, route.version])).toEqual([['stock', `${pkg}.Stock/Find`, version], ['stock', `${pkg}.Stock/Watch`, version]]);
  });
});
