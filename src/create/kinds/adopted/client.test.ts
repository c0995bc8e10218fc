import { describe, expect, it } from 'vitest';
import { filesOf } from '../../../../test/support/text-system.ts';
import { compare } from '../../../plan/compare.ts';
import { analyze } from '../../../system/analyze.ts';
import type { AdoptedSystem } from '../../adopted-system.ts';
import { requireService } from '../../standing-system.ts';
import { adoptedClientPlan } from './client.ts';

type Texts = Readonly<Record<string, string>>;

const called: Texts = {
  'docker-compose.yml': 'services:\n  orders: { build: ./orders }\n  stock: { build: ./stock }\n',
  'stock/package.json': '{ "scripts": { "start": "node index.js" }, "dependencies": { "express": "5" } }',
  'stock/index.js': "const express = require('express');\nconst app = express();\napp.get('/health', (q, s) => s.end());\napp.get('/api/v1/items/:id', (q, s) => s.end());\napp.delete('/api/v1/items/:id', (q, s) => s.end());\napp.post('/reservations', (q, s) => s.end());\napp.get('/', (q, s) => s.end());\napp.get(/^\\/x/, (q, s) => s.end());\napp.listen(3000);\n",
};

const systemOf = (texts: Texts, tarball: Uint8Array | null = new Uint8Array([1])): AdoptedSystem => {
  const files = filesOf(new Map(Object.entries({ ...called, ...texts })));
  return { pm: 'npm', model: analyze(files), files, chassis: { version: '1.2.3', tarball } };
};

const changesOf = (system: AdoptedSystem, from = 'orders', to = 'stock'): ReadonlyMap<string, string> => {
  const { plan } = adoptedClientPlan(requireService(system, from), requireService(system, to), system);
  return new Map(compare(plan, system.files.read).flatMap((change) => (change.kind === 'delete' ? [] : [[change.path, String(change.after)] as const])));
};

const typescript = (more: Texts = {}): Texts => ({
  'orders/package.json': '{ "scripts": { "start": "node dist/main.js" }, "dependencies": { "express": "5" } }',
  'orders/src/main.ts': "import express from 'express';\nexpress().listen(3001);\n",
  ...more,
});

const client = (changes: ReadonlyMap<string, string>): string => [...changes].find(([path]) => path.includes('/clients/'))?.[1] ?? '';

describe('a client in an adopted service', () => {
  it('has a contract of the routes that can be called, each once, and of no other', () => {
    const contract = changesOf(systemOf(typescript())).get('orders/src/chassis/contracts/stock.ts') ?? '';
    expect(contract.slice(contract.indexOf('export const'))).toBe(`export const stockContract = {
  name: 'stock',
  version: '0.0.0',
  events: {},
  routes: {
    // stock/index.js:7
    getRoot: { method: 'GET', path: '/', responses: answers },
    // stock/index.js:4
    getItemsById: { method: 'GET', path: '/api/v1/items/:id', params: z.object({ id: z.string() }), responses: answers },
    // stock/index.js:5
    deleteItemsById: { method: 'DELETE', path: '/api/v1/items/:id', params: z.object({ id: z.string() }), responses: answers },
    // stock/index.js:6
    postReservations: { method: 'POST', path: '/reservations', body: z.unknown(), responses: answers },
  },
} as const satisfies ServiceContract;
`);
  });

  it('depends on the tarball beside its package.json, or on a version once there is one to be had', () => {
    expect(JSON.parse(changesOf(systemOf(typescript())).get('orders/package.json') ?? '')).toMatchObject({ dependencies: { '@create-microservice/chassis': 'file:.ms/chassis-1.2.3.tgz', express: '5' } });
    const published = changesOf(systemOf(typescript(), null));
    expect(JSON.parse(published.get('orders/package.json') ?? '')).toMatchObject({ dependencies: { '@create-microservice/chassis': '^1.2.3' } });
    expect([...published.keys()].some((path) => path.endsWith('.tgz'))).toBe(false);
  });

  it.each([
    ['TypeScript without endings', typescript(), "import { host } from '../host';"],
    ['TypeScript whose files import `.js`', typescript({ 'orders/src/app.ts': "export { x } from './x.js';\n" }), "import { host } from '../host.js';"],
    ['TypeScript whose files import `.ts`', typescript({ 'orders/src/app.ts': "import { x } from './x.ts';\n" }), "import { host } from '../host.ts';"],
    ['TypeScript in a module package', typescript({ 'orders/package.json': '{ "type": "module", "scripts": { "start": "node dist/main.js" }, "dependencies": { "express": "5" } }' }), "import { host } from '../host.js';"],
  ])('is written as %s', (_, texts, line) => {
    const text = client(changesOf(systemOf(texts)));
    expect(text).toContain(line);
    expect(text).toContain('export const stockClient: Client<typeof stockContract> = createClient(host, stockContract);');
  });

  it.each([
    ['CommonJS', '', "const express = require('express');\nexpress().listen(1);\n", ["const { host } = require('../host');", 'exports.stockClient = createClient(host, stockContract);']],
    ['ES modules', '"type": "module",', "import express from 'express';\nexpress().listen(1);\n", ["import { host } from '../host.js';", 'export const stockClient = createClient(host, stockContract);']],
  ])('is written as JavaScript of %s', (_, type, main, lines) => {
    const changes = changesOf(systemOf({ 'orders/package.json': `{ ${type} "scripts": { "start": "node server.js" }, "dependencies": { "express": "5" } }`, 'orders/server.js': main }));
    expect([...changes.keys()]).toContain('orders/chassis/clients/stock.js');
    for (const line of lines) expect(client(changes)).toContain(line);
    expect([...changes].filter(([path]) => path.endsWith('.js')).map(([, text]) => text).join('')).not.toMatch(/import type|satisfies|: Host/);
  });

  it('writes no file again that is there, and nothing when all are', () => {
    const once = typescript(Object.fromEntries([...changesOf(systemOf(typescript()))].filter(([path]) => path.endsWith('.ts')).map(([path, text]) => [path, `${text}// mine\n`])));
    expect([...changesOf(systemOf(once)).keys()]).toEqual([]);
    const { 'orders/src/chassis/contracts/stock.ts': _gone, ...rest } = once;
    expect([...changesOf(systemOf(rest)).keys()].filter((path) => path.endsWith('.ts'))).toEqual(['orders/src/chassis/contracts/stock.ts']);
  });

  it.each([
    { what: 'a service of its own name', texts: typescript(), from: 'orders', to: 'orders', code: 2, message: 'needs no client of itself' },
    { what: 'a service in another language', texts: typescript({ 'docker-compose.yml': 'services:\n  orders: { build: ./orders }\n  stock: { build: ./stock }\n  ai: { build: ./ai }\n', 'ai/Dockerfile': 'FROM python:3\n', 'ai/main.py': '' }), from: 'ai', to: 'stock', code: 3, message: 'does not run on Node' },
    { what: 'an old TypeScript', texts: typescript({ 'orders/package.json': '{ "scripts": { "start": "node dist/main.js" }, "dependencies": { "express": "5" }, "devDependencies": { "typescript": "^4.9.5" } }' }), from: 'orders', to: 'stock', code: 3, message: 'TypeScript 4' },
    { what: 'a folder of its own called chassis', texts: typescript({ 'orders/src/chassis/host.ts': 'export const wheels = 4;\n' }), from: 'orders', to: 'stock', code: 3, message: 'is there already' },
    { what: 'a service without a route', texts: typescript(), from: 'stock', to: 'orders', code: 3, message: 'no HTTP route was found in it' },
    { what: 'a name that is none', texts: typescript(), from: 'orders', to: 'stok', code: 2, message: 'there is no service "stok"' },
  ])('is refused for $what', ({ texts, from, to, code, message }) => {
    expect(() => changesOf(systemOf(texts), from, to)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) as string }) as Error);
  });
});
