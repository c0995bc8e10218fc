import { describe, expect, it } from 'vitest';
import { analyzed, twoServices } from '../../../test/support/analyzed.ts';

/** Whom the one call of `orders` reaches, or why that is not known. */
const reached = (code: string, more = ''): string | null => {
  const { calls } = twoServices(code, more);
  return calls[0]?.to ?? calls[0]?.unresolved ?? calls[0]?.toKind ?? null;
};

describe('whom a call reaches', () => {
  it.each([
    ['a literal', "fetch('http://stock:3001/x')"],
    ['a literal that lacks a slash', "fetch('http:/stock:3001/x')"],
    ['a constant', "const base = 'http://stock:3001';\nfetch(`${base}/x`)"],
    ['a property of a constant', "const config = { services: { stock: { url: 'http://stock:3001' } } };\nfetch(config.services.stock.url + '/x')"],
    ['a variable that compose sets', 'fetch(process.env.STOCK_URL)'],
    ['a variable by brackets', "fetch(process.env['STOCK_URL'] as string)"],
    ['a destructured variable', 'const { STOCK_URL } = process.env;\nfetch(`${STOCK_URL}/x`)'],
    ['a validated environment', "import { z } from 'zod';\nconst env = z.object({ STOCK_URL: z.string() }).parse(process.env);\nfetch(env.STOCK_URL)"],
    ['the default of a schema', "import { z } from 'zod';\nconst env = z.object({ OTHER: z.string().default('http://stock:3001') }).parse(process.env);\nfetch(env.OTHER)"],
    ['a fallback', "fetch(process.env.NOWHERE ?? 'http://stock:3001')"],
    ['a port of this machine', "fetch('http://localhost:3001/x')"],
    ['a client imported from where it was built to', "import got from 'got/dist/source';\ngot.get(`${process.env.STOCK_URL}/x`)"],
    ['a static field beside a field of the instance of the same name', "class Stock { static readonly url = process.env.STOCK_URL;\n  url = 'http://ghost:1'; }\nfetch(Stock.url)"],
    ['the name that a caller gives to what asks a registry', "import axios from 'axios';\nconst find = async (name) => (await registry.lookUp(name)).node;\nconst callService = async (name, options) => { const { ip, port } = await find(name); options.url = `http://${ip}:${port}${options.url}`; return axios({ ...options, timeout: 5000 }); };\nexport const place = () => callService('stock', { method: 'get', url: '/v1/items/1' });"],
    ['what callers give for a parameter that may be a URL', "const load = async (input: string | URL | Request, init = {}) => fetch(input, init);\nexport const place = () => load('http://stock:3001/v1/items/1');"],
    ['new URL', "fetch(new URL('/x', process.env.STOCK_URL))"],
    ['a trimmed address', "fetch(process.env.STOCK_URL.replace(/\\/$/, '') + '/x')"],
    ['the name of its variable', "fetch(process.env.STOCK_SERVICE_URL || 'http://localhost:9')"],
    ['the name of the variable that holds its port', 'fetch(`http://localhost:${process.env.STOCK_PORT}/v1/x`)'],
    ['the name of the property it stands under, whatever its port', "const services = { ghost: { url: 'http://localhost:1' }, stock: { url: 'http://localhost:9' } };\nfetch(`${services.stock.url}/x`)"],
    ['the name of the constant it is given to, in the plural', "const stocksServiceUrl = 'http://localhost:9';\nfetch(`${stocksServiceUrl}/x`)"],
    ['a parameter that is typed by what a factory gives', "import axios from 'axios';\nconst createStock = () => ({ load: () => axios.get('http://stock:3001/x') });\nexport const place = (stock: ReturnType<typeof createStock>) => stock.load();"],
    ['a member that is typed by what a factory gives, under a name', "import axios from 'axios';\nconst createHttp = () => axios.create({ baseURL: 'http://stock:3001' });\ntype Http = Awaited<ReturnType<typeof createHttp>>;\ninterface Context { http: Http }\nexport const place = ({ http }: Context) => http.get('/x');"],
    ['a field that is typed by a value', "import axios from 'axios';\nconst http = axios.create({ baseURL: 'http://stock:3001' });\nexport class A { private readonly http: typeof http;\n  go() { return this.http.get('/x'); } }"],
    ['what the one place that makes an object hands to it', "class Stock { load() { return fetch('http://stock:3001/x'); } }\nclass Orders { constructor(stock) { this.stock = stock; }\n  place() { return this.stock.load(); } }\nnew Orders(new Stock());"],
    ['ConfigService under another name', "import { ConfigService } from '@nestjs/config';\ntype Env = { STOCK_URL: string };\ntype Checked = ConfigService<Env, true>;\nexport type Config = Checked;\nclass A { constructor(private config: Config) {}\n  go() { return fetch(this.config.get('STOCK_URL')); } }"],
    ['ConfigService that the application is asked for', "import { NestFactory } from '@nestjs/core';\nimport { ConfigService } from '@nestjs/config';\nconst app = await NestFactory.create(App);\nfetch(app.get(ConfigService).get('STOCK_URL'))"],
    ['a class under another name', "class Stock { load() { return fetch('http://stock:3001/x'); } }\ntype Goods = Stock;\nexport const place = (goods: Goods) => goods.load();"],
    ['ConfigService', "import { ConfigService } from '@nestjs/config';\nclass A { constructor(private config: ConfigService) {}\n  go() { return fetch(this.config.get('STOCK_URL')); } }"],
    ['loaded settings', "import { ConfigModule, ConfigService } from '@nestjs/config';\nConfigModule.forRoot({ load: [() => ({ stock: { url: process.env.STOCK_URL } })] });\nclass A { constructor(private config: ConfigService) {}\n  go() { return fetch(this.config.get('stock.url')); } }"],
    ['a package that is imported when it is needed', "const fetch = (...args) => import('node-fetch').then(({ default: load }) => load(...args));\nexport const go = () => fetch('http://stock:3001/v1/items/1');"],
    ['a client that is a member of what an interface describes', "import axios from 'axios';\ninterface Context { clients: { stock: StockClient } }\nclass StockClient { http = axios.create({ baseURL: 'http://stock:3001' });\n  find() { return this.http.get('/v1/items/1'); } }\nexport const resolve = (_, args, context: Context) => context.clients.stock.find();"],
    ['a variable that is set further in', "let base;\nconst load = () => { const known = process.env.STOCK_URL; base = known; };\nfetch(`${base}/x`)"],
    ['a property that begins as nothing', "class A { constructor() { this.base = null; }\n  load() { this.base = process.env.STOCK_URL; }\n  go() { return fetch(`${this.base}/x`); } }"],
    ['a property that is gotten', "let kept = null;\nkept = process.env.STOCK_URL;\nclass Settings { get base() { return { url: kept }; } }\nfetch(`${new Settings().base.url}/x`)"],
    ['what a container resolves', "import { container } from 'tsyringe';\nclass Stock { base() { return process.env.STOCK_URL; } }\nfetch(`${container.resolve(Stock).base()}/x`)"],
    ['registered settings', "import { ConfigService, registerAs } from '@nestjs/config';\nexport const settings = registerAs('stock', () => ({ url: process.env.STOCK_URL }));\nclass A { constructor(private config: ConfigService) {}\n  go() { return fetch(this.config.get('stock.url')); } }"],
    ['an address that is looked up by the name of the service', "const urls = new Map();\nurls.set('stock', process.env.NOWHERE);\nconst load = (name) => fetch(`${urls.get(name)}/v1/items/1`);\nload('stock');"],
    ['the same in a static method', "class Proxy { static known = new Map();\n  static load(name) { const found = this.known.get(name);\n    return fetch(`${found.url}/v1/items/1`); } }\nProxy.load('stock');"],
    ['a client that is looked up by the name of the service', "import axios from 'axios';\nclass Clients { all = new Map();\n  constructor(urls) { Object.entries({ stock: urls.a, ghost: urls.b }).forEach(([name, baseURL]) => { const client = axios.create({ baseURL }); this.all.set(name, client); }); }\n  load(name) { const client = this.all.get(name);\n    return client.get('/v1/items/1'); } }\nnew Clients(config).load('stock');"],
  ])('%s', (_, code) => {
    expect(reached(code)).toBe('stock');
  });

  it('stands at each caller that names the service by its key, loops over written-out names included', () => {
    const code = "const urls = new Map();\nconst load = (name) => fetch(`${urls.get(name)}/v1/items/1`);\nload('stock');\nconst names = ['stock', 'orders', 'w', 'x'];\nnames.map((name) => load(name));\nload('ghost');";
    expect(twoServices(code).calls.map(({ line, to, inLoop, unresolved }) => [line, to, inLoop, unresolved])).toEqual([[3, 'stock', false, null], [5, 'stock', false, null], [6, null, false, 'no service of the system is called ghost']]);
  });

  it('believes the name of a folder before that of a package that was copied with it', () => {
    const copy = "-- copy/package.json --\n{ \"name\": \"stock\", \"scripts\": { \"start\": \"node src/main.ts\" }, \"dependencies\": { \"express\": \"5\" } }\n-- copy/src/main.ts --\nimport express from 'express';\nexpress().listen(3009);\n";
    expect(reached("fetch(process.env.STOCK_SERVICE_URL || 'http://localhost:9')", copy)).toBe('stock');
  });

  it('believes a variable before the default of the function that reads it', () => {
    const code = "const read = (name, otherwise) => { const value = process.env[name]; if (!value) return otherwise; return value; };\nfetch(read('STOCK_URL', 'http://elsewhere.example.com') + '/v1/items/1');";
    expect(reached(code)).toBe('stock');
  });

  it('a helper in a file that nothing leads to calls nobody, one in a file that is imported may', () => {
    const helper = "-- orders/src/http.ts --\nimport axios from 'axios';\nexport const load = (url) => axios.get(url);\n";
    expect(twoServices('1;', helper).calls).toEqual([]);
    expect(reached("import * as http from './http';\nregister(http);", helper)).toBe('url is given by the caller');
    expect(reached('1;', "-- orders/src/stock.service.ts --\nimport axios from 'axios';\nexport default { methods: { load(url) { return axios.get(url); } } };\n")).toBe('url is given by the caller');
  });

  it('a folder below baseUrl does not hide an installed package of its name', () => {
    const more = `-- orders/tsconfig.json --
{ "compilerOptions": { "baseUrl": "src" } }
-- orders/src/express/index.ts --
export const port = 1;
`;
    expect(twoServices("import express from 'express';\nexpress().get('/v1/orders', handle);", more).routes.filter(({ service }) => service === 'orders')).toHaveLength(1);
  });

  it('believes the plain compose file before its variants', () => {
    const variant = `-- compose.hot.yaml --
services:
  orders: { build: ./orders, environment: { STOCK_URL: 'http://nginx-hot:80' } }
`;
    // The variant sorts first by its name.
    expect(reached('fetch(process.env.STOCK_URL)', variant)).toBe('stock');
  });

  it.each([
    ['a public host', "fetch('https://api.example.com/x')", 'third-party'],
    ['a variable that nobody sets', 'fetch(process.env.NOWHERE)', 'NOWHERE is defined nowhere'],
    ['a host that nobody has', "fetch('http://ghost:1/x')", 'no service of the system is called ghost'],
    ['a port that nobody listens on', "fetch('http://localhost:9/x')", 'no service is seen to listen on port 9'],
    ['a port that only images expose, each another', "fetch('http://localhost:4001/x')", 'no service is seen to listen on port 4001', '-- stock/Dockerfile --\nFROM node:24\nEXPOSE 4001\n-- stock/dev.Dockerfile --\nFROM node:24\nEXPOSE 4002\n'],
    ['a name beside a port that a container of somebody else publishes', "const stockUrl = 'http://localhost:5433';\nfetch(`${stockUrl}/x`)", 'no service is seen to listen on port 5433'],
    ['a name that stands further out, around a list', "const stock = { routes: [{ target: 'http://localhost:9' }] };\nstock.routes.forEach(({ target }) => fetch(`${target}/x`));", 'no service is seen to listen on port 9'],
    ['what stands in for a name that is not in a table', "const urls = { a: process.env.A, b: process.env.B };\nexport const load = (name) => fetch(`${urls[name] || 'http://localhost:3001'}/x`)", 'name is given by the caller'],
    ['a name that a caller gives as part of the path', "const load = (name, options) => fetch(`${pick()}/${name}`, options);\nexport const go = () => load('stock', {});", 'what the call gives is known only when it runs'],
    ['an argument that nobody passes', 'export const load = (url) => fetch(url)', 'url is given by the caller'],
  ])('does not guess: %s', (_, code, reason, more = '') => {
    expect(reached(code, more)).toBe(reason);
  });

  it('follows imports, barrels, aliases and the constructor of a parent class', () => {
    const code = "import { StockClient } from '@lib/clients';\nconst client = new StockClient();\nclient.items();";
    const more = `-- tsconfig.json --
{ "compilerOptions": { "paths": { "@lib/*": ["./lib/*"] } } }
-- lib/clients/index.ts --
export * from './stock.ts';
-- lib/clients/stock.ts --
import { Base } from './base.ts';
import { env } from './env.ts';
export class StockClient extends Base {
  constructor() { super(env.stock); }
  items() { return this.get('/v1/items'); }
}
-- lib/clients/base.ts --
import axios from 'axios';
export class Base {
  constructor(private readonly base: string) {}
  get(path: string) { return axios.get(this.base + path, { timeout: 100 }); }
}
-- lib/clients/env.ts --
export const env = { stock: process.env.STOCK_URL };
`;
    const { calls } = twoServices(code, more);
    expect(calls).toMatchObject([{ from: 'orders', to: 'stock', path: '/v1/items', file: 'lib/clients/stock.ts', line: 5, timeout: true }]);
  });

  it('follows an alias that begins with the name of another package', () => {
    const more = `-- tsconfig.json --
{ "compilerOptions": { "baseUrl": ".", "paths": { "@shop/shared/comms": ["libs/comms/src/index.ts"] } } }
-- libs/store/package.json --
{ "name": "@shop/shared" }
-- libs/store/src/index.ts --
export const store = 1;
-- libs/comms/src/index.ts --
export const load = (path: string) => fetch(process.env.STOCK_URL + path);
`;
    expect(reached("import { load } from '@shop/shared/comms';\nload('/v1/items/1');", more)).toBe('stock');
  });

  it('follows a bare name that is a folder above, and takes no package for one', () => {
    const { features } = twoServices("import { start } from 'shared/tracing';\nimport get from 'lodash/get';\nstart(get);", "-- shared/tracing.js --\nimport { NodeSDK } from '@opentelemetry/sdk-node';\nexport const start = () => new NodeSDK({}).start();\n");
    expect(features.filter(({ kind }) => kind === 'tracing')).toMatchObject([{ service: 'orders', file: 'shared/tracing.js' }]);
  });

  it('stands at the caller that names the target', () => {
    const { calls } = twoServices("const load = (base, path) => fetch(base + path);\nload('http://stock:3001', '/a');\nload('http://stock:3001', '/b');");
    expect(calls.map(({ line, path, to }) => [line, path, to])).toEqual([[2, '/a', 'stock'], [3, '/b', 'stock']]);
  });

  it('stays at the call when only the last part of the path is given', () => {
    const { calls } = twoServices("const load = (id) => fetch(`http://stock:3001/items/${id}`);\nload('a');\nload('b');");
    expect(calls.map(({ line, path }) => [line, path])).toEqual([[1, '/items/{}']]);
  });

  it('takes the one class that implements an injected interface', () => {
    const { calls } = twoServices("import type { Stock } from './stock.ts';\nexport class Orders { constructor(private stock: Stock) {}\n  go() { return this.stock.load('/a'); } }", `-- orders/src/stock.ts --
export interface Stock { load(path: string): Promise<unknown> }
export class HttpStock implements Stock { load(path: string) { return fetch('http://stock:3001' + path); } }
`);
    expect(calls).toMatchObject([{ file: 'orders/src/main.ts', line: 3, path: '/a' }]);
  });

  it('resolves a variable per service', () => {
    const service = (name: string, target: string): string => `-- ${name}/package.json --\n{ "name": "${name}", "scripts": { "start": "node main.ts" }, "dependencies": { "express": "5" } }\n-- ${name}/main.ts --\nimport '../shared/call.ts';\n-- ${name}/.env --\nNEXT_URL=http://${target}\n`;
    const { calls } = analyzed(`${service('a', 'b')}${service('b', 'c')}${service('c', 'a')}-- shared/call.ts --\nfetch(process.env.NEXT_URL);\n`);
    expect(calls.map(({ from, to }) => `${from}>${to}`).toSorted()).toEqual(['a>b', 'b>c', 'c>a']);
  });
});

describe('at which place a call stands', () => {
  const places = (code: string): readonly (readonly [number, string | null, string | null])[] => twoServices(code).calls.map(({ line, to, path }) => [line, to, path]);

  it.each([
    ['a client that is handed over, at the path', "import axios from 'axios';\nconst load = (http) => http.get('/v1/items/1');\nload(axios.create({ baseURL: 'http://stock:3001' }));", [[2, 'stock', '/v1/items/1']]],
    ['a method that takes the path, at its caller', "import axios from 'axios';\nclass Http {\n  constructor(private base) {}\n  get(path) { return axios.get(this.base + path); }\n}\nconst stock = new Http('http://stock:3001');\nstock.get('/v1/items/1');", [[7, 'stock', '/v1/items/1']]],
    ['a path beside a base from elsewhere, at the path', "import axios from 'axios';\nclass Items {\n  constructor(private base) {}\n  one() { return axios.get(`${this.base}/v1/items/1`); }\n}\nconst items = new Items('http://stock:3001');\nitems.one();\nitems.one();", [[4, 'stock', '/v1/items/1']]],
    ['methods of an object that nobody calls are no calls of who makes it', "import axios from 'axios';\nconst make = (base) => ({ get: (path) => axios.get(base + path), drop: (path) => axios.delete(base + path) });\nconst stock = make('http://stock:3001');\nstock.get('/v1/items/1');", [[4, 'stock', '/v1/items/1']]],
    ['a function of a function, at who names the target', "import axios from 'axios';\nconst handler = (base, path) => async (req, res) => { res.json(await axios.get(base + path)); };\napp.get('/x', handler('http://stock:3001', '/v1/items/1'));", [[3, 'stock', '/v1/items/1']]],
    ['a resilient client around an instance', "import axios from 'axios';\nimport CircuitBreaker from 'opossum';\nconst guard = (http) => new CircuitBreaker(async (config) => http(config));\nconst make = (baseURL) => {\n  const breaker = guard(axios.create({ baseURL }));\n  const run = (config) => breaker.fire(config);\n  return { get: (url, config = {}) => run({ method: 'GET', url, ...config }) };\n};\nconst stock = make('http://stock:3001');\nstock.get('/v1/items/1');", [[10, 'stock', '/v1/items/1']]],
  ])('%s', (_, code, expected) => {
    expect(places(code)).toEqual(expected);
  });

  it('ends where values refer to themselves', () => {
    expect(places("let filter = { a: 1 };\nfilter = { ...filter, b: filter };\nfetch(`http://stock:3001/${filter.gone.gone}`);")).toEqual([[3, 'stock', '/{}']]);
  });
});

describe('lists that are written out', () => {
  const bank = (code: string, more = '') => twoServices(code, more).calls.map(({ line, to, toKind, path }) => [line, to ?? toKind, path]);
  const each = [[1, 'stock', null], [1, 'third-party', null]];
  const targets = "[{ at: '/a', url: 'http://stock:3001' }, { at: '/b', url: 'https://bank.example.com' }]";

  it.each([
    ['forEach', `${targets}.forEach((one) => fetch(one.url));`],
    ['for … of', `for (const { url } of ${targets}) fetch(url);`],
    ['a filtered list', `${targets}.filter((one) => one.at).map(({ url }) => fetch(url));`],
    ['Object.entries', "Object.entries({ stock: 'http://stock:3001', bank: 'https://bank.example.com' }).forEach(([name, url]) => fetch(url));"],
    ['Object.values in a loop', "for (const url of Object.values({ stock: 'http://stock:3001', bank: 'https://bank.example.com' })) fetch(url);"],
    ['a member whose name is computed', "const hosts = { stock: 'http://stock:3001', bank: 'https://bank.example.com' }; fetch(hosts[request.name]);"],
  ])('%s', (_, code) => {
    expect(bank(code).map(([line, to]) => [line, to, null])).toEqual(each);
  });

  it('follows them through JSON and functions', () => {
    const code = "import { services } from './config.json';\nconst handler = (host, path) => () => fetch(`${host}/api/${path}`);\nservices.forEach((service) => service.routes.forEach((route) => app.get(route, handler(service.url, route))));";
    expect(bank(code, '-- orders/src/config.json --\n{ "services": [{ "url": "http://stock:3001", "routes": ["a", "b"] }, { "url": "https://bank.example.com", "routes": ["c"] }] }\n')).toEqual([[2, 'stock', '/api/{}'], [2, 'third-party', '/api/{}']]);
  });

  it('does not choose where the list comes from outside', () => {
    expect(bank('for (const one of await load()) fetch(one.url);')).toEqual([[1, 'unknown', null]]);
  });
});

describe('settings of several services under one name', () => {
  it('takes those of the service that asks', () => {
    const settings = (url: string): string => `import { registerAs } from '@nestjs/config';\nexport default registerAs('next', () => ({ url: '${url}' }));\n`;
    const code = "import { ConfigService } from '@nestjs/config';\nclass A { constructor(private config: ConfigService) {}\n  go() { return fetch(this.config.get('next.url')); } }";
    expect(reached(code, `-- another/config.ts --\n${settings('http://ghost:1')}-- orders/src/config.ts --\n${settings('http://stock:3001')}`)).toBe('stock');
  });
});

describe('classes that are parents of themselves', () => {
  it.each([
    ['an instance', 'class Client extends Base { go() { return fetch(this.nowhere); } }\nclass Base extends Client {}\nnew Client().go();', 'the class is a parent of itself'],
    ['a class', 'class Client extends Base {}\nclass Base extends Client {}\nfetch(Client.nowhere);', 'the value is too far away'],
    ['both names one', "class Client extends Client { constructor(private Client: Client) { super(); } go() { return fetch(this.Client.nowhere); } }\nnew Client().go();", 'the class is a parent of itself'],
  ])('have no member that none of them has: %s', (_, code, reason) => {
    expect(reached(code)).toBe(reason);
  });
});
