import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fixedSystem } from '../../../test/support/fixing.ts';

/** Two services; `code` stands in a file of the first that its main file imports. */
const system = (code: string, more = '', dependencies = '"express": "5", "axios": "1", "got": "14", "undici": "7"') => fixedSystem(`-- compose.yaml --
services:
  orders:
    build: ./orders
    environment: { STOCK_URL: "http://stock:3001" }
  stock:
    build: ./stock
-- orders/package.json --
{ "name": "orders", "type": "module", "scripts": { "start": "node src/main.ts" }, "dependencies": { ${dependencies} } }
-- orders/src/main.ts --
import express from 'express';
import * as client from './client.ts';

const app = express();
app.get('/v1/orders', async (request, response) => { response.json(await Promise.all(Object.values(client).map((one) => one('1')))); });
app.listen(3000);
-- orders/src/client.ts --
${code}
-- stock/package.json --
{ "name": "stock", "scripts": { "start": "node main.js" }, "dependencies": { "express": "5" } }
-- stock/main.js --
require('express')().listen(3001);
${more}`);

const client = 'orders/src/client.ts';

describe('a timeout', { timeout: 30_000 }, () => {
  it.each([
    ['fetch', 'fetch(`${url}/v1/a`)', 'fetch(`${url}/v1/a`, { signal: AbortSignal.timeout(5000) })'],
    ['fetch with options', "fetch(`${url}/v1/a`, { method: 'POST' })", "fetch(`${url}/v1/a`, { method: 'POST', signal: AbortSignal.timeout(5000) })"],
    ['fetch in several lines', 'fetch(\n    `${url}/v1/a`,\n  )', 'fetch(\n    `${url}/v1/a`, { signal: AbortSignal.timeout(5000) },\n  )'],
    ['fetch with options in lines', "fetch(`${url}/v1/a`, {\n    method: 'POST', // create\n  })", "fetch(`${url}/v1/a`, {\n    method: 'POST', // create\n    signal: AbortSignal.timeout(5000),\n  })"],
    ['axios.get', 'axios.get(`${url}/v1/a`)', 'axios.get(`${url}/v1/a`, { timeout: 5000 })'],
    ['axios.post with a body', 'axios.post(`${url}/v1/a`, { id })', 'axios.post(`${url}/v1/a`, { id }, { timeout: 5000 })'],
    ['axios.post without one', 'axios.post(`${url}/v1/a`)', 'axios.post(`${url}/v1/a`, undefined, { timeout: 5000 })'],
    ['axios with a config', "axios({ url: `${url}/v1/a`, method: 'GET' })", "axios({ url: `${url}/v1/a`, method: 'GET', timeout: 5000 })"],
    ['got', 'got(`${url}/v1/a`)', 'got(`${url}/v1/a`, { timeout: { request: 5000 } })'],
    ['got.get with options', "got.get(`${url}/v1/a`, { headers: {} })", "got.get(`${url}/v1/a`, { headers: {}, timeout: { request: 5000 } })"],
    ['undici', 'request(`${url}/v1/a`)', 'request(`${url}/v1/a`, { signal: AbortSignal.timeout(5000) })'],
  ])('bounds %s, and nothing else changes', async (_, before, after) => {
    const code = (call: string) => `import axios from 'axios';\nimport got from 'got';\nimport { request } from 'undici';\n\nvoid axios; void got; void request;\nconst url = process.env.STOCK_URL;\n\n// kept\nexport const load = async (id: string) => {\n  return ${call};\n};\n`;
    const made = system(code(before));
    expect(await made.found('no-timeout')).toHaveLength(1);
    const { err } = await made.lint('--fix');
    expect([made.read(client), err]).toEqual([code(after), expect.stringContaining('fixed ')]);
    expect(await made.found('no-timeout')).toEqual([]);
    const tree = made.tree();
    await made.lint('--fix');
    expect(made.tree()).toEqual(tree);
  });

  it('goes to the instance that the file makes, once for all of its calls', async () => {
    const made = system("import axios from 'axios';\nconst stock = axios.create({ baseURL: process.env.STOCK_URL });\nexport const a = (id: string) => stock.get(`/v1/a/${id}`);\nexport const b = (id: string) => stock.post('/v1/b', { id });\n");
    expect(await made.found('no-timeout')).toHaveLength(2);
    await made.lint('--fix');
    expect(made.read(client)).toContain('axios.create({ baseURL: process.env.STOCK_URL, timeout: 5000 });\nexport const a = (id: string) => stock.get(`/v1/a/${id}`);\n');
    expect(await made.found('no-timeout')).toEqual([]);
  });

  it('goes to several calls of one file', async () => {
    const made = system('const url = process.env.STOCK_URL;\nexport const a = () => fetch(`${url}/a`);\nexport const b = () => Promise.all([fetch(`${url}/b`), fetch(`${url}/c`)]);\n');
    await made.lint('--fix');
    expect(made.read(client).match(/AbortSignal/g)).toHaveLength(3);
    expect(await made.found('no-timeout')).toEqual([]);
  });

  it.each([
    ['options from elsewhere', 'export const load = (id: string, init = {}) => fetch(`${url}/v1/a/${id}`, init);', 'its options are made elsewhere'],
    ['spread options', 'const common = {};\nexport const load = (id: string) => fetch(`${url}/v1/a/${id}`, { ...common });', 'its options are spread from elsewhere'],
    ['a wrapper', "const send = (path: string) => fetch(`${url}${path}`, options);\nconst options = {};\nexport const load = (id: string) => send(`/v1/a/${id}`);", 'bound it there'],
  ])('is not guessed for %s', async (_, code, reason) => {
    const made = system(`const url = process.env.STOCK_URL;\n${code}\n`);
    const before = made.read(client);
    expect((await made.lint('--fix')).err).toContain(reason);
    expect(made.read(client)).toBe(before);
  });

  it('of Nest goes to the modules that provide HttpService', async () => {
    const module = (list: string) => `import { HttpModule } from '@nestjs/axios';\nimport { Module } from '@nestjs/common';\nimport { StockService } from './stock.service';\n\n@Module({\n  imports: [${list}],\n  providers: [StockService],\n})\nexport class AppModule {}\n`;
    const made = fixedSystem(`-- compose.yaml --
services:
  orders:
    build: ./orders
    environment: { STOCK_URL: "http://stock:3001" }
  stock:
    build: ./stock
-- orders/package.json --
{ "name": "orders", "scripts": { "start": "nest start" }, "dependencies": { "@nestjs/core": "11", "@nestjs/common": "11", "@nestjs/axios": "4" } }
-- orders/src/main.ts --
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';
void NestFactory.create(AppModule).then((app) => app.listen(3000));
-- orders/src/app.module.ts --
${module('HttpModule')}
-- orders/src/stock.service.ts --
import { HttpService } from '@nestjs/axios';
import { Injectable } from '@nestjs/common';
import { firstValueFrom } from 'rxjs';

@Injectable()
export class StockService {
  constructor(private readonly http: HttpService) {}

  load() {
    return firstValueFrom(this.http.get(\`\${process.env.STOCK_URL}/v1/stock\`));
  }
}
-- stock/package.json --
{ "name": "stock", "scripts": { "start": "node main.js" }, "dependencies": { "express": "5" } }
-- stock/main.js --
require('express')().listen(3001);
`);
    expect(await made.found('no-timeout')).toEqual(['orders/src/stock.service.ts:10']);
    await made.lint('--fix', '--rule', 'no-health-check=off');
    expect(made.read('orders/src/app.module.ts')).toBe(module('HttpModule.register({ timeout: 5000 })'));
    expect(await made.found('no-timeout')).toEqual([]);
  });

  it('is shown with --dry-run and nothing is written', async () => {
    const made = system('export const a = () => fetch(`${process.env.STOCK_URL}/a`);\n');
    const tree = made.tree();
    const { code, out } = await made.lint('--fix', '--dry-run');
    expect([code, made.tree()]).toEqual([0, tree]);
    expect(out).toContain('+export const a = () => fetch(`${process.env.STOCK_URL}/a`, { signal: AbortSignal.timeout(5000) });');
    expect(out).toContain('Nothing was written.');
    expect(JSON.parse((await made.lint('--fix', '--dry-run', '--json')).out)).toMatchObject({ dryRun: true, changes: expect.arrayContaining([{ action: 'update', path: client }]) as object });
    await expect(made.lint('--dry-run')).rejects.toMatchObject({ code: 2 });
  });

  it('leaves nothing of the tool behind', async () => {
    const made = system('export const a = () => fetch(`${process.env.STOCK_URL}/a`);\n');
    await made.lint('--fix');
    expect(readdirSync(made.root)).toEqual(['compose.yaml', 'orders', 'stock']);
  });

  it('leaves what is suppressed as it is', async () => {
    const made = system('export const a = () =>\n  // ms-disable-next-line no-timeout -- streamed for hours\n  fetch(`${process.env.STOCK_URL}/a`);\n');
    const before = made.read(client);
    await made.lint('--fix');
    expect(made.read(client)).toBe(before);
  });
});
