import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { memorySystem, random, type MemoryTree } from '../../../test/support/memory-system.ts';
import { model as modelOf, service } from '../../../test/support/model.ts';
import { readTemplates } from '../../files/read-templates.ts';
import { standingSystem } from '../standing-system.ts';
import { servicePlan, type ServiceAnswers } from './service.ts';

const gateway = service('gateway', { role: 'gateway' });
const model = modelOf({ services: [gateway] });
const material = { templates: readTemplates(), toolVersion: '1.0.0', nodeVersion: '24', random };

const add = (tree: MemoryTree, answers: ServiceAnswers): readonly string[] => tree.apply(servicePlan(answers, standingSystem(model, tree.read), material));
const billing: ServiceAnswers = { name: 'billing', store: 'postgres', api: 'http', expose: true };

test('a service is written and wired everywhere', () => {
  const tree = memorySystem();
  const changed = add(tree, billing);
  expect(changed).toEqual(expect.arrayContaining(['.env', '.env.example', '.github/workflows/ci.yml', 'deploy/compose.yaml', 'ms.config.ts', 'services/billing/src/app.ts', 'services/gateway/src/routes.ts']));
  expect(tree.read('ms.config.ts')).toContain('billing: 3002');
  expect(tree.read('services/gateway/src/routes.ts')).toContain("{ prefix: '/v1/billing', service: 'billing', auth: 'jwt' }");
  expect(tree.read('.env')).toMatch(/^BILLING_DB_PASSWORD=x{32}$/m);
  expect(parse(tree.read('deploy/compose.yaml') ?? '')).toMatchObject({ services: { billing: {}, 'billing-db': {}, catalog: {} }, volumes: { 'billing-db': {} } });
});

test('the same twice changes nothing', () => {
  const tree = memorySystem();
  add(tree, billing);
  expect(add(tree, billing)).toEqual([]);
});

test('a service in memory has no database, and one that is not exposed no route', () => {
  const tree = memorySystem();
  const changed = add(tree, { name: 'search', store: 'memory', api: 'http', expose: false });
  expect(changed).not.toContain('services/gateway/src/routes.ts');
  expect(tree.read('deploy/compose.yaml')).not.toContain('search-db');
});

test.each([
  ['grpc', ['src/routes/search-grpc.ts', 'contract/proto/search/v1/search.proto', 'test/search-grpc.test.ts'], ['src/routes/search.ts', 'contract/src/v1/routes.ts']],
  ['both', ['src/routes/search-grpc.ts', 'contract/proto/search/v1/search.proto', 'src/routes/search.ts', 'contract/src/v1/routes.ts'], []],
  ['http', ['src/routes/search.ts', 'contract/src/v1/routes.ts'], ['src/routes/search-grpc.ts', 'contract/src/grpc.ts']],
] as const)('a service that answers over %s has the files of that, and its port for it in compose', (api, has, hasNot) => {
  const tree = memorySystem();
  const changed = add(tree, { name: 'search', store: 'memory', api });
  expect(has.filter((file) => !changed.includes(`services/search/${file}`))).toEqual([]);
  expect(hasNot.filter((file) => changed.includes(`services/search/${file}`))).toEqual([]);
  expect((tree.read('deploy/compose.yaml') ?? '').includes('GRPC_PORT: 50051')).toBe(api !== 'http');
  expect(add(tree, { name: 'search', store: 'memory', api })).toEqual([]);
});

test('a chassis that is older than its gRPC is refused', () => {
  const tree = memorySystem();
  tree.files.set('packages/chassis/package.json', '{ "name": "@my-shop/chassis", "exports": { ".": "./src/index.ts" } }');
  expect(() => add(tree, { name: 'search', store: 'memory', api: 'grpc' })).toThrow('packages/chassis speaks no gRPC');
});

test('comments of the user stay', () => {
  const tree = memorySystem();
  for (const path of ['deploy/compose.yaml', '.github/workflows/ci.yml', '.env.example']) tree.files.set(path, `# mine\n${tree.read(path) ?? ''}`);
  tree.files.set('ms.config.ts', (tree.read('ms.config.ts') ?? '').replace('ports: {', 'ports: { // mine'));
  add(tree, billing);
  for (const path of ['deploy/compose.yaml', '.github/workflows/ci.yml', '.env.example', 'ms.config.ts']) expect(tree.read(path)).toContain('mine');
});

test('a clone without .env and a system without our CI do without them', () => {
  const tree = memorySystem();
  tree.files.delete('.env');
  tree.files.delete('.github/workflows/ci.yml');
  expect(add(tree, billing)).not.toContain('.env');
  expect(tree.read('.github/workflows/ci.yml')).toBeUndefined();
});
