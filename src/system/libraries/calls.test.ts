import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

interface Expected {
  readonly client: string;
  readonly method?: string | null;
  readonly timeout?: boolean;
  readonly retry?: boolean;
  readonly path?: string;
}

const cases: readonly (readonly [name: string, code: string, expected: Expected])[] = [
  ['fetch', 'await fetch(`${process.env.STOCK_URL}/v1/items/${id}`)', { client: 'fetch', method: 'GET' }],
  ['fetch with a signal', "await fetch(process.env.STOCK_URL + '/v1/items/1', { method: 'POST', signal: AbortSignal.timeout(5000) })", { client: 'fetch', method: 'POST', timeout: true }],
  ['fetch of a Request', "await fetch(new Request('http://stock:3001/v1/items/1'))", { client: 'fetch', method: 'GET' }],
  ['node-fetch', "import call from 'node-fetch';\nawait call('http://stock:3001/v1/items/1')", { client: 'fetch' }],
  ['axios.get', "import axios from 'axios';\nawait axios.get('http://stock:3001/v1/items/1')", { client: 'axios', method: 'GET' }],
  ['axios.get with a timeout', "import axios from 'axios';\nawait axios.get('http://stock:3001/v1/items/1', { timeout: 1000 })", { client: 'axios', timeout: true }],
  ['axios.post: the body is no configuration', "import axios from 'axios';\nawait axios.post('http://stock:3001/v1/items/1', { timeout: 1000 })", { client: 'axios', method: 'POST', timeout: false }],
  ['axios(config)', "import axios from 'axios';\nawait axios({ method: 'put', url: 'http://stock:3001/v1/items/1' })", { client: 'axios', method: 'PUT' }],
  ['an axios instance', "import axios from 'axios';\nconst api = axios.create({ baseURL: process.env.STOCK_URL, timeout: 500 });\nawait api.delete('/v1/items/1')", { client: 'axios', method: 'DELETE', timeout: true }],
  ['axios with timeout 0', "import axios from 'axios';\nawait axios.get('http://stock:3001/v1/items/1', { timeout: 0 })", { client: 'axios', timeout: false }],
  ['got', "import got from 'got';\nawait got('http://stock:3001/v1/items/1', { timeout: { request: 500 } }).json()", { client: 'got', timeout: true, retry: true }],
  ['got with a POST, which it does not try again', "import got from 'got';\nawait got.post('http://stock:3001/v1/items/1', { json: {} })", { client: 'got', method: 'POST', retry: false }],
  ['got with a POST that it is told to try again', "import got from 'got';\nawait got('http://stock:3001/v1/items/1', { method: 'post', retry: { methods: ['POST'] } })", { client: 'got', retry: true }],
  ['an extended got', "import got from 'got';\nconst api = got.extend({ prefixUrl: 'http://stock:3001' });\nawait api.get('v1/items/1')", { client: 'got', method: 'GET', timeout: false, retry: true }],
  ['ky has a timeout of its own', "import ky from 'ky';\nawait ky.get('http://stock:3001/v1/items/1')", { client: 'ky', timeout: true, retry: true }],
  ['undici.request', "import { request } from 'undici';\nawait request('http://stock:3001/v1/items/1', { headersTimeout: 300 })", { client: 'undici', timeout: true }],
  ['an undici pool', "import { Pool } from 'undici';\nconst pool = new Pool('http://stock:3001', { bodyTimeout: 500 });\nawait pool.request({ path: '/v1/items/1', method: 'GET' })", { client: 'undici', method: 'GET', timeout: true }],
  ['node:http with a URL', "import http from 'node:http';\nhttp.get('http://stock:3001/v1/items/1', () => {})", { client: 'node:http', timeout: false }],
  ['node:http with options', "import { request } from 'node:http';\nrequest({ hostname: 'stock', port: 3001, path: '/v1/items/1', timeout: 9 })", { client: 'node:http', timeout: true }],
  ['superagent', "import superagent from 'superagent';\nawait superagent.get('http://stock:3001/v1/items/1').timeout(500).retry(2)", { client: 'superagent', method: 'GET', timeout: true, retry: true }],
  ['request', "const request = require('request');\nrequest({ uri: 'http://stock:3001/v1/items/1', timeout: 5 }, done)", { client: 'request', timeout: true }],
  ['HttpService', "import { HttpService } from '@nestjs/axios';\nclass Client { constructor(private readonly http: HttpService) {}\n  load() { return this.http.get('http://stock:3001/v1/items/1'); } }", { client: 'nest-http', method: 'GET', timeout: false }],
  ['HttpService with rxjs operators', "import { HttpService } from '@nestjs/axios';\nimport { retry, timeout } from 'rxjs';\nclass Client { constructor(private readonly http: HttpService) {}\n  load() { return this.http.get('http://stock:3001/v1/items/1').pipe(timeout(500), retry(2)); } }", { client: 'nest-http', timeout: true, retry: true }],
  ['HttpModule.register({ timeout })', "import { HttpModule, HttpService } from '@nestjs/axios';\nHttpModule.register({ timeout: 500 });\nclass Client { constructor(private readonly http: HttpService) {}\n  load() { return this.http.get('http://stock:3001/v1/items/1'); } }", { client: 'nest-http', timeout: true }],
  ['http-proxy-middleware', "import { createProxyMiddleware } from 'http-proxy-middleware';\napp.use('/v1/items', createProxyMiddleware({ target: 'http://stock:3001/v1/items/1', proxyTimeout: 900 }))", { client: 'http-proxy-middleware', timeout: true }],
  ['express-http-proxy', "import proxy from 'express-http-proxy';\napp.use('/items', proxy('http://stock:3001/v1/items/1'))", { client: 'express-http-proxy', timeout: false }],
  ['@fastify/http-proxy', "import Fastify from 'fastify';\nimport proxy from '@fastify/http-proxy';\nconst app = Fastify();\napp.register(proxy, { upstream: 'http://stock:3001/v1/items/1' })", { client: '@fastify/http-proxy' }],
  ['@fastify/http-proxy in a plugin that its file exports', "const proxy = require('@fastify/http-proxy');\nmodule.exports = async function (fastify, options) {\n  fastify.register(proxy, { upstream: 'http://stock:3001/v1/items/1' });\n};", { client: '@fastify/http-proxy' }],
  ['@fastify/http-proxy in a plugin that is wrapped', "const fp = require('fastify-plugin');\nconst proxy = require('@fastify/http-proxy');\nmodule.exports = fp(async (server) => {\n  server.register(proxy, { upstream: 'http://stock:3001/v1/items/1' });\n});", { client: '@fastify/http-proxy' }],
  ['graphql-request', "import { request } from 'graphql-request';\nawait request('http://stock:3001/v1/items/1', query)", { client: 'graphql-request', method: 'POST' }],
  ['a GraphQLClient', "import { GraphQLClient } from 'graphql-request';\nconst client = new GraphQLClient('http://stock:3001/v1/items/1');\nawait client.request(query)", { client: 'graphql-request', timeout: false }],
  ['Apollo Client by its link', "import { ApolloClient, HttpLink, from } from '@apollo/client/core';\nconst client = new ApolloClient({ link: from([onError, new HttpLink({ uri: 'http://stock:3001/v1/items/1' })]) });\nawait client.query({ query })", { client: 'apollo-client' }],
  ['urql', "import { createClient } from '@urql/core';\nawait createClient({ url: 'http://stock:3001/v1/items/1' }).query(q, {}).toPromise()", { client: 'urql' }],
  ['Apollo Gateway', "import { ApolloGateway, IntrospectAndCompose } from '@apollo/gateway';\nnew ApolloGateway({ supergraphSdl: new IntrospectAndCompose({ subgraphs: [{ name: 'stock', url: 'http://stock:3001/v1/items/1' }] }) })", { client: 'apollo-gateway' }],
  ['Apollo Gateway, the older list', "import { ApolloGateway } from '@apollo/gateway';\nnew ApolloGateway({ serviceList: [{ name: 'stock', url: 'http://stock:3001/v1/items/1' }] })", { client: 'apollo-gateway' }],
  ["Apollo Gateway in Nest's module", "import { GraphQLGatewayModule } from '@nestjs/graphql';\nGraphQLGatewayModule.forRootAsync({ useFactory: () => ({ gateway: { serviceList: [{ name: 'stock', url: 'http://stock:3001/v1/items/1' }] } }) })", { client: 'apollo-gateway' }],
  ['mercurius gateway', "import Fastify from 'fastify';\nimport mercurius from '@mercuriusjs/gateway';\nFastify().register(mercurius, { gateway: { services: [{ name: 'stock', url: 'http://stock:3001/v1/items/1' }] } })", { client: 'mercurius-gateway' }],
  ['GraphQL Mesh', "import { defineConfig, loadGraphQLHTTPSubgraph } from '@graphql-mesh/compose-cli';\nexport default defineConfig({ subgraphs: [{ sourceHandler: loadGraphQLHTTPSubgraph('stock', { endpoint: 'http://stock:3001/v1/items/1' }) }] })", { client: 'graphql-mesh' }],
  ['a REST data source', "import { RESTDataSource } from '@apollo/datasource-rest';\nclass Stock extends RESTDataSource {\n  override baseURL = 'http://stock:3001/v1/';\n  find(id) { return this.get(`items/${id}`); }\n}", { client: 'rest-data-source', method: 'GET' }],
  ['tRPC', "import { createTRPCProxyClient, httpBatchLink } from '@trpc/client';\nconst client = createTRPCProxyClient({ links: [httpBatchLink({ url: 'http://stock:3001/v1/items' })] });\nawait client[1].query()", { client: 'trpc', method: 'GET' }],
  ['Hono', "import { hc } from 'hono/client';\nconst client = hc('http://stock:3001');\nawait client.v1.items['1'].$get()", { client: 'hono-client', method: 'GET' }],
  ['needle', "import needle from 'needle';\nawait needle('put', 'http://stock:3001/v1/items/1', {}, { response_timeout: 500 })", { client: 'needle', method: 'PUT', timeout: true }],
  ['wretch', "import wretch from 'wretch';\nawait wretch('http://stock:3001').url('/v1/items').get('/1').json()", { client: 'wretch', method: 'GET' }],
  ['openapi-fetch', "import createClient from 'openapi-fetch';\nconst client = createClient({ baseUrl: 'http://stock:3001' });\nawait client.GET('/v1/items/1')", { client: 'openapi-fetch', method: 'GET' }],
  ['wreck', "import Wreck from '@hapi/wreck';\nawait Wreck.get('http://stock:3001/v1/items/1', { timeout: 500 })", { client: 'wreck', timeout: true }],
  ['http-proxy, with the target of the server', "import httpProxy from 'http-proxy';\nconst proxy = httpProxy.createProxyServer({ target: 'http://stock:3001/v1/items/1', proxyTimeout: 500 });\napp.use((req, res) => proxy.web(req, res));", { client: 'http-proxy', timeout: true }],
  ['http-proxy, with the target of the request', "import httpProxy from 'http-proxy';\nconst proxy = httpProxy.createProxyServer();\nproxy.web(req, res, { target: 'http://stock:3001/v1/items/1' });", { client: 'http-proxy', timeout: false }],
  ['koa-proxies', "import proxy from 'koa-proxies';\napp.use(proxy('/items', { target: 'http://stock:3001/v1/items/1' }))", { client: 'koa-proxies' }],
  ['fast-gateway', "const gateway = require('fast-gateway');\ngateway({ routes: [{ prefix: '/items', target: 'http://stock:3001/v1/items/1' }] })", { client: 'fast-gateway' }],
  ['a proxy of Hono', "import { proxy } from 'hono/proxy';\napp.get('/items', () => proxy('http://stock:3001/v1/items/1'))", { client: 'hono/proxy' }],
  ['a REST data source of LoopBack', "import { juggler } from '@loopback/repository';\nimport { inject } from '@loopback/core';\nimport { getService } from '@loopback/service-proxy';\nclass StockDataSource extends juggler.DataSource { static defaultConfig = { connector: 'rest', base: 'http://stock:3001', operations: [{ template: { method: 'GET', url: '{base}/v1/items/{id}' }, functions: { find: ['id'] } }] }; }\nclass StockProvider implements Provider<Stock> { constructor(@inject('datasources.stock') protected source: StockDataSource) {}\n  value() { return getService(this.source); } }\nclass Controller { constructor(@inject('services.Stock') private stock) {}\n  one() { return this.stock.find(1); } }", { client: 'loopback-rest', method: 'GET' }],
];

describe('calls of client libraries', () => {
  it.each(cases)('%s', (_, code, expected) => {
    const { calls } = twoServices(code);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ from: 'orders', to: 'stock', toKind: 'service', ...expected });
    expect(calls[0]?.path).toMatch(/^\/v1\/items\/(?:1|\{\})$/);
  });

  it('sees a send of Nest at the service that answers the pattern', () => {
    const { calls } = twoServices("import { ClientProxy } from '@nestjs/microservices';\nclass A { constructor(private readonly bus: ClientProxy) {}\n  load() { return this.bus.send({ cmd: 'load' }, 1); } }", `-- stock/src/handlers.ts --
import { Controller } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
@Controller()
export class Handlers { @MessagePattern({ cmd: 'load' }) load() { return 1; } }
`);
    expect(calls).toMatchObject([{ to: 'stock', client: 'nest-client', path: '{"cmd":"load"}' }]);
  });

  it('has a call for each subgraph, at the entry that names it', () => {
    const { calls } = twoServices("import { IntrospectAndCompose } from '@apollo/gateway';\nnew IntrospectAndCompose({\n  subgraphs: [\n    { name: 'stock', url: 'http://stock:3001/graphql' },\n    { name: 'bank', url: 'https://bank.example.com/graphql' },\n  ],\n});");
    expect(calls.map(({ to, line }) => [to, line])).toEqual([['stock', 4], [null, 5]]);
  });

  it('has a call for each target of a router', () => {
    const { calls } = twoServices("import { createProxyMiddleware } from 'http-proxy-middleware';\napp.use(createProxyMiddleware({\n  target: 'http://nowhere',\n  router: {\n    '/stock': 'http://stock:3001',\n    '/bank': 'https://bank.example.com',\n  },\n}));");
    expect(calls.map(({ to, toKind, line }) => [to ?? toKind, line])).toEqual([['stock', 5], ['third-party', 6]]);
  });

  it.each([
    ['golevelup', "import { AmqpConnection } from '@golevelup/nestjs-rabbitmq';\nclass A { constructor(private amqp: AmqpConnection) {}\n  go() { return this.amqp.request({ exchange: 'shop', routingKey: 'item.find' }); } }", "import amqp from 'amqplib';\nconst channel = await (await amqp.connect(url)).createChannel();\nchannel.consume('item.find', answer);"],
    ['NATS', "import { connect } from 'nats';\nconst nc = await connect({});\nawait nc.request('item.find', body);", "import { connect } from 'nats';\nconst nc = await connect({});\nnc.subscribe('item.find', answer);"],
    ['amqplib', "import amqp from 'amqplib';\nconst channel = await (await amqp.connect(url)).createChannel();\nchannel.sendToQueue('item.find', body, { replyTo: queue, correlationId: id });", "import amqp from 'amqplib';\nconst channel = await (await amqp.connect(url)).createChannel();\nchannel.consume('item.find', answer);"],
  ])('sees a request over a broker: %s', (_, code, answer) => {
    const { calls } = twoServices(code, `-- stock/src/answer.ts --\n${answer}\n`);
    expect(calls.map(({ to, path }) => [to, path])).toEqual([['stock', 'item.find']]);
  });

  it('sees how long an answer over a broker is waited for', () => {
    const ask = (wait: string) => twoServices(`import amqp from 'amqplib';\nconst channel = await (await amqp.connect(url)).createChannel();\nconst ask = () => { channel.sendToQueue('q', body, { replyTo: queue }); return new Promise((resolve, reject) => { ${wait}channel.consume(queue, resolve); }); };\nask();`).calls.map(({ timeout }) => timeout);
    expect([ask('setTimeout(() => reject(new Error("late")), 500); '), ask('')]).toEqual([[true], [false]]);
  });

  it('sees whom Dapr invokes', () => {
    const { calls } = twoServices("import { DaprClient, HttpMethod } from '@dapr/dapr';\nawait new DaprClient().invoker.invoke('stock', 'v1/items/1', HttpMethod.PUT);\nawait fetch('http://localhost:3500/v1.0/invoke/stock/method/v1/items/2');\nawait fetch(`http://localhost:${process.env.DAPR_HTTP_PORT}/v1/items/3`, { headers: { 'dapr-app-id': 'stock' } });");
    expect(calls.map(({ to, method, path }) => [to, method, path])).toEqual([['stock', 'PUT', 'v1/items/1'], ['stock', 'GET', '/v1/items/2'], ['stock', 'GET', '/v1/items/3']]);
  });

  it('sees whose function of AWS Lambda is invoked, and how', () => {
    const client = (options: string) => `import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';\nconst client = new LambdaClient(${options});\nconst ask = async ({ service, name, type = 'RequestResponse' }) => {\n  const command = new InvokeCommand({ FunctionName: \`\${service}-\${process.env.STAGE}-\${name}\`, InvocationType: type });\n  return client.send(command);\n};\n`;
    const asked = (options: string, how: string) => twoServices(`${client(options)}${how}`).calls.map(({ to, line, timeout, retry }) => [to, line, timeout, retry]);
    expect(asked('{}', "ask({ service: 'stock', name: 'find' });")).toEqual([['stock', 7, false, true]]);
    expect(asked('{ maxAttempts: 1, requestHandler: { requestTimeout: 500 } }', "ask({ service: 'stock', name: 'find' });")).toEqual([['stock', 7, true, false]]);
    expect(asked('{}', "ask({ service: 'stock', name: 'find', type: 'Event' });\nask({ service: 'stock', name: 'find' });")).toEqual([['stock', 8, false, true]]);
    expect(twoServices("import AWS from 'aws-sdk';\nconst lambda = new AWS.Lambda({ httpOptions: { timeout: 900 } });\nawait lambda.invoke({ FunctionName: 'stock-prod-find' }).promise();").calls.map(({ to, timeout }) => [to, timeout])).toEqual([['stock', true]]);
  });

  it('sees a Moleculer call with the guards of the broker', () => {
    const { calls } = twoServices("export default { name: 'orders', actions: { make(ctx) { return ctx.call('items.find'); } } };", `-- stock/src/items.service.ts --
export default { name: 'items', actions: {} };
-- orders/moleculer.config.ts --
export default { requestTimeout: 10 * 1000, circuitBreaker: { enabled: true }, retryPolicy: { enabled: false } };
`);
    expect(calls).toMatchObject([{ to: 'stock', client: 'moleculer', timeout: true, breaker: true, retry: false }]);
  });

  it('leaves alone what only looks like a client', () => {
    expect(twoServices("const axios = { get: () => 1 };\naxios.get('http://stock:3001');\nmap.get('http://stock:3001')").calls).toEqual([]);
  });
});
