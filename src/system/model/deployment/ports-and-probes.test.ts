import { describe, expect, it } from 'vitest';
import { analyzed } from '../../../../test/support/analyzed.ts';

const app = (code: string, more = ''): string => `-- orders/package.json --
{ "name": "orders", "scripts": { "start": "node src/main.ts" }, "dependencies": { "express": "5" } }
-- orders/src/main.ts --
import express from 'express';
const app = express();
${code}
-- stock/package.json --
{ "name": "stock", "scripts": { "start": "node main.ts" }, "dependencies": { "express": "5" } }
-- stock/main.ts --
run();
${more}`;
const claims = (code: string, more = '') => analyzed(app(code, more)).deployment.ports.filter(({ service }) => service === 'orders').map(({ by, port, line }) => `${by} ${port}@${line}`);
const compose = (orders: string, stock = '') => `-- compose.yaml --\nservices:\n  orders:\n    build: ./orders\n${orders}  stock:\n    build: ./stock\n${stock}`;

describe('ports', () => {
  it('are those of the code, the image, compose and callers', () => {
    expect(claims('app.listen(3000);', `-- orders/Dockerfile --\nFROM node\nEXPOSE 3001 $PORT\n${compose("    ports: ['80:3002']\n", '    environment: { ORDERS_URL: "http://orders:3003/x" }\n')}`)).toEqual(['compose 3002@4', 'caller 3003@7', 'image 3001@2', 'listen 3000@3']);
  });

  it('are what the deployment sets, not what the code falls back to', () => {
    expect(claims('app.listen(process.env.PORT || 3000);', compose('    environment: { PORT: 4000 }\n'))).toEqual(['listen 4000@3']);
    expect(claims('app.listen(process.env.PORT || 3000);', compose(''))).toEqual(['listen 3000@3']);
  });

  it('are not known where something that the tree does not show may set them', () => {
    expect(claims('app.listen(process.env.PORT || 3000);', compose('    env_file: gone.env\n'))).toEqual([]);
    expect(claims('app.listen(process.env.PORT || 3000);')).toEqual([]);
    expect(claims('app.listen(3000);\napp.listen(await pick());', compose(''))).toEqual([]);
    expect(claims("import { NestFactory } from '@nestjs/core';\nimport { ConfigService } from '@nestjs/config';\nconst nest = await NestFactory.create(App);\nawait nest.listen(nest.get(ConfigService).get('port') ?? 3010);", compose(''))).toEqual([]);
  });

  it('of an image are right that are those of its own default', () => {
    expect(claims('app.listen(process.env.PORT || 3000);', `-- orders/Dockerfile --\nFROM node\nEXPOSE 3000\n${compose('    environment: { PORT: 4000 }\n')}`)).toEqual(['listen 4000@3']);
  });

  it('of a cluster go through the Kubernetes service', () => {
    const k8s = `-- k8s.yaml --\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  template:\n    metadata: { labels: { app: orders } }\n    spec: { containers: [{ image: orders, ports: [{ name: http, containerPort: 3000 }] }] }\n---\nkind: Service\nmetadata: { name: orders }\nspec: { selector: { app: orders }, ports: [{ port: 80, targetPort: http }] }\n---\nkind: Deployment\nmetadata: { name: stock }\nspec: { template: { spec: { containers: [{ image: stock, env: [{ name: A, value: 'http://orders:80' }, { name: B, value: 'http://orders:81' }] }] } } }\n`;
    expect(claims('app.listen(3000);', k8s)).toEqual(['container 3000@6', 'target 3000@10', 'caller 3000@14', 'caller 81@14', 'listen 3000@3']);
  });
});

describe('probes', () => {
  const probes = (more: string) => analyzed(app('app.listen(3000);', more)).deployment.probes.map(({ kind, path, port, file, line }) => `${kind} ${path}:${port} ${file}:${line}`);

  it.each([
    ["['CMD', 'curl', '-f', 'http://localhost:3000/health']", 'http /health:3000'],
    ["curl -fsS http://127.0.0.1:3000/health?x=1 || exit 1", 'http /health:3000'],
    ["wget -qO- http://localhost/live", 'http /live:80'],
    [`["CMD", "node", "-e", "require('http').get('http://localhost:3000/ready', (r) => process.exit(0))"]`, 'http /ready:3000'],
    ['curl http://localhost:$${PORT}/health', 'http /health:null'],
    ['nc -z localhost 3000', 'tcp null:3000'],
    ['/bin/grpc_health_probe -addr=:50051', 'grpc null:50051'],
  ])('of compose: %s', (test, expected) => {
    expect(probes(compose(`    healthcheck:\n      test: ${test}\n`))).toEqual([`${expected} compose.yaml:4`]);
  });

  it.each(["['CMD', 'pg_isready']", 'node dist/check.js', 'curl http://elsewhere/health'])('are none of ours in %s', (test) => {
    expect(probes(compose(`    healthcheck:\n      test: ${test}\n`))).toEqual([]);
  });

  it.each([
    ['`http://127.0.0.1:${process.env.PORT}/health`', 'http /health:3000'],
    ['`http://127.0.0.1:${process.env.PORT || 4000}/health`', 'http /health:3000'],
    ['`http://127.0.0.1:${process.env.NOWHERE ?? 4000}/health`', 'http /health:4000'],
    ["'http://127.0.0.1:3000/health'", 'http /health:3000'],
  ])('of an image may be a program: fetch(%s)', (address, expected) => {
    expect(probes(`-- orders/Dockerfile --\nFROM node\nENV PORT=3000\nHEALTHCHECK CMD ["node", "--eval", "fetch(${address})"]\nCMD node src/main.ts\n`)).toEqual([`${expected} orders/Dockerfile:3`]);
  });

  it('whose address a program puts together are not guessed', () => {
    expect(probes(`-- orders/Dockerfile --\nFROM node\nHEALTHCHECK CMD ["node", "--eval", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/health')"]\nCMD node src/main.ts\n`)).toEqual([]);
  });

  it('of an image may go over several lines', () => {
    expect(probes('-- orders/Dockerfile --\nFROM node\nHEALTHCHECK --interval=5s \\\n  CMD curl -f http://localhost:3000/health || exit 1\nCMD node src/main.ts\n')).toEqual(['http /health:3000 orders/Dockerfile:2']);
  });
});

describe('open paths', () => {
  const open = (code: string) => analyzed(app(code)).deployment.openPaths.map(({ prefix, note }) => `${prefix} ${note}`);

  it.each([
    ["app.use(express.static('public'));", ['/ what is mounted here may answer to more paths']],
    ["import docs from 'swagger-ui-express';\napp.use('/docs', docs.serve);", ['/docs what is mounted here may answer to more paths']],
    ["app.use('/own', (req, res) => res.end());", ['/own what is mounted here may answer to more paths']],
    ["import { collect } from '@godaddy/terminus';\ncollect();", ['/ @godaddy/terminus adds routes of its own']],
  ])('%s', (code, expected) => {
    expect(open(code)).toEqual(expected);
  });

  it.each(["app.use(express.json());", "import cors from 'cors';\napp.use(cors());", 'app.use((req, res, next) => next());', "const r = express.Router();\napp.use('/v1', r);"])('none by %s', (code) => {
    expect(open(code)).toEqual([]);
  });
});
