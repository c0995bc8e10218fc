import { describe, expect, it } from 'vitest';
import { analyzed } from '../../../../test/support/analyzed.ts';

const app = (name: string): string => `-- ${name}/package.json --
{ "name": "${name}", "scripts": { "start": "node src/main.ts" }, "dependencies": { "express": "5" } }
-- ${name}/src/main.ts --
import express from 'express';
express().listen(3000);
`;
const two = `${app('orders')}${app('stock')}`;
const deployment = (more: string) => analyzed(`${two}${more}`).deployment;
const notes = (list: readonly { readonly note: string; readonly file: string; readonly line: number }[]) => list.map(({ file, line, note }) => `${file}:${line} ${note}`);

describe('start dependencies', () => {
  it('are what compose names, in lists and in maps, but for jobs that end', () => {
    const { startDependencies } = deployment('-- compose.yaml --\nservices:\n  orders:\n    build: orders\n    depends_on: { stock: { condition: service_healthy }, db: { condition: service_healthy } }\n  stock:\n    build: stock\n    depends_on: { orders: { condition: service_completed_successfully } }\n  db: { image: postgres }\n');
    expect(startDependencies).toEqual([{ from: 'orders', to: 'stock', file: 'compose.yaml', line: 4, note: 'depends_on stock' }]);
  });

  it('are in init containers that wait', () => {
    const pod = (command: string) => `-- k8s.yaml --\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  template:\n    spec:\n      initContainers:\n        - name: wait\n          command: ['sh', '-c', '${command}']\n      containers: [{ image: orders }]\n`;
    expect(deployment(pod('until nc -z stock 3000; do sleep 1; done')).startDependencies).toMatchObject([{ from: 'orders', to: 'stock', note: 'init container wait waits for stock' }]);
    expect(deployment(pod('curl http://stock:3000/seed')).startDependencies).toEqual([]);
  });
});

describe('exposures', () => {
  it('are ports that compose publishes, not those that it only exposes or binds to the host itself', () => {
    const { exposures } = deployment('-- compose.yaml --\nservices:\n  orders:\n    build: orders\n    ports: ["8080:3000"]\n  stock:\n    build: stock\n    expose: [3000]\n    ports: ["127.0.0.1:3001:3000"]\n');
    expect(exposures).toMatchObject([{ service: 'orders', line: 4, note: 'publishes port 8080' }]);
  });

  it('of a file for developers count only where there is no other', () => {
    const dev = '-- compose.dev.yaml --\nservices:\n  orders:\n    build: orders\n    ports: ["8080:3000"]\n';
    expect(deployment(dev).exposures).toHaveLength(1);
    expect(deployment(`${dev}-- compose.yaml --\nservices:\n  orders: { build: orders }\n`).exposures).toEqual([]);
  });

  it('are what an ingress leads to', () => {
    const ingress = '-- k8s.yaml --\nkind: Deployment\nmetadata: { name: orders }\nspec: { template: { spec: { containers: [{ image: orders }] } } }\n---\nkind: Ingress\nmetadata: { name: front }\nspec: { rules: [{ http: { paths: [{ path: /, backend: { service: { name: orders, port: { number: 80 } } } }] } }] }\n';
    const { exposures, entrances } = deployment(ingress);
    expect(exposures).toMatchObject([{ service: 'orders', note: 'Ingress leads to orders' }]);
    expect(notes(entrances)).toEqual(['k8s.yaml:6 ingress front']);
  });
});

describe('entrances', () => {
  it.each([
    ['a proxy in a container', '-- compose.yaml --\nservices:\n  front: { image: "traefik:3" }\n', 'compose.yaml:2 front runs traefik:3'],
    ['a proxy that is configured', '-- proxy/nginx.conf --\nserver {\n  location / {\n    proxy_pass http://orders:3000;\n  }\n}\n', 'proxy/nginx.conf:3 nginx hands requests on (nginx.conf)'],
    ['an API gateway of a cloud', '-- infra/main.tf --\nresource "aws_apigatewayv2_api" "front" {\n}\n', 'infra/main.tf:1 an API gateway or load balancer with rules (main.tf)'],
    ['a mesh', '-- v.yaml --\nkind: VirtualService\nmetadata: { name: v }\nspec: { gateways: [front] }\n', 'v.yaml:2 virtual service v behind gateway front'],
  ])('are %s', (_, text, expected) => {
    expect(notes(deployment(text).entrances)).toEqual([expected]);
  });

  it.each([
    ['nginx that serves files', '-- web/nginx.conf --\nserver { root /usr/share/nginx/html; }\n'],
    ['a mesh inside', '-- v.yaml --\nkind: VirtualService\nmetadata: { name: v }\nspec: { gateways: [mesh] }\n'],
    ['databases', '-- compose.yaml --\nservices:\n  db: { image: postgres }\n'],
  ])('are not %s', (_, text) => {
    expect(deployment(text).entrances).toEqual([]);
  });
});

describe('images', () => {
  it.each([
    ['concurrently', '-- Dockerfile --\nFROM node\nCMD ["npx", "concurrently", "node orders/src/main.ts", "node stock/src/main.ts"]\n'],
    ['a script that is left running', '-- Dockerfile --\nFROM node\nENTRYPOINT ["./start.sh"]\n-- start.sh --\nnode orders/src/main.ts &\nexec node stock/src/main.ts\n'],
    ['supervisord', '-- Dockerfile --\nFROM node\nCMD ["supervisord", "-c", "/etc/supervisord.conf"]\n-- supervisord.conf --\n[program:a]\ncommand=node orders/src/main.ts\n[program:b]\ncommand=node stock/src/main.ts\n'],
    ['a script of package.json', '-- Dockerfile --\nFROM node\nCMD npm run all\n-- package.json --\n{ "workspaces": ["orders", "stock"], "scripts": { "all": "turbo run start" } }\n'],
  ])('start several services with %s', (_, text) => {
    expect(deployment(text).images.filter(({ starts }) => starts.length > 1)).toMatchObject([{ name: 'Dockerfile', starts: ['orders', 'stock'], line: 2 }]);
  });

  it.each([
    ['a migration first', '-- Dockerfile --\nFROM node\nCMD node stock/migrate.js && node orders/src/main.ts\n'],
    ['one of many', '-- Dockerfile --\nFROM node\nCMD npx turbo run start --filter=orders\n'],
    ['output that goes elsewhere', '-- Dockerfile --\nFROM node\nENTRYPOINT ./start.sh\n-- start.sh --\nnode stock/seed.js > /dev/null 2>&1\nexec node orders/src/main.ts\n'],
  ])('start one with %s', (_, text) => {
    expect(deployment(text).images).toEqual([]);
  });
});

describe('pipelines', () => {
  it.each(['.github/workflows/ci.yml', '.gitlab-ci.yml', 'Jenkinsfile', 'services/orders/Jenkinsfile', '.circleci/config.yml', 'azure-pipelines.yml', 'bitbucket-pipelines.yml', '.travis.yml', '.drone.yml', '.buildkite/pipeline.yml', 'cloudbuild.yaml', 'buildspec.yml', 'appveyor.yml'])('are in %s', (path) => {
    expect(deployment(`-- ${path} --\nx: 1\n`).pipelines).toMatchObject([{ file: path }]);
  });

  it.each(['.github/pull_request_template.md', '.github/dependabot.yml', 'vercel.json', 'netlify.toml'])('are not in %s', (path) => {
    expect(deployment(`-- ${path} --\nx: 1\n`).pipelines).toEqual([]);
  });

  it('are in Tekton, too', () => {
    expect(deployment('-- tekton/build.yaml --\napiVersion: tekton.dev/v1\nkind: Pipeline\n').pipelines).toHaveLength(1);
  });
});
