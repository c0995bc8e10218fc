import { describe, expect, it } from 'vitest';
import { filesOf, parseText } from '../../../test/support/text-system.ts';
import { workspace } from './workspace.ts';

const found = (text: string) => workspace(filesOf(parseText(text))).services;
const summary = (text: string) => found(text).map(({ service }) => `${service.path} ${service.role}`);

const pkg = (folder: string, json: object): string => `-- ${folder === '.' ? '' : `${folder}/`}package.json --\n${JSON.stringify(json)}\n`;
const server = (folder: string): string => `${pkg(folder, { name: folder, scripts: { start: 'node index.js' }, dependencies: { express: '5' } })}-- ${folder === '.' ? '' : `${folder}/`}index.js --\nlisten();\n`;

describe('services of a tree', () => {
  it.each([
    ['packages with a start script', `${server('a')}${server('b')}`, ['a business', 'b business']],
    ['a library without one is none', `${server('a')}${pkg('lib', { name: 'lib', dependencies: { express: '5' } })}-- lib/index.js --\n1;\n`, ['a business']],
    ['a package whose dev script compiles is none', `${server('a')}${pkg('lib', { name: 'lib', scripts: { dev: 'tsc --watch' }, dependencies: { fastify: '5' } })}-- lib/index.js --\n1;\n`, ['a business']],
    ['examples, fixtures and documentation are none', `${server('a')}${server('examples/b')}${server('test/fixtures/c')}${server('docs/d')}`, ['a business']],
    ['a root that starts its workspaces is none', `${pkg('.', { workspaces: ['packages/*'], scripts: { start: 'turbo start' }, dependencies: { express: '5' } })}${server('packages/a')}`, ['packages/a business']],
    ['a root that starts a server of its own beside others', `${pkg('.', { name: 'main', scripts: { start: 'ts-node src/index.ts' }, dependencies: { express: '5' } })}-- src/index.ts --\nlisten();\n${server('services/a')}`, ['services/a business', '. business']],
    ['a root that starts what lies in a service is none', `${pkg('.', { name: 'main', scripts: { start: 'node services/a/index.js' }, dependencies: { express: '5' } })}-- src/helper.js --\n1;\n${server('services/a')}`, ['services/a business']],
    ['an ordinary app is one', server('.'), ['. business']],
    ['a front end', `${server('api')}${pkg('web', { name: 'web', scripts: { dev: 'vite' }, devDependencies: { vite: '7', vue: '3' } })}-- web/src/main.ts --\n1;\n`, ['api business', 'web ui']],
    ['a gateway and a worker by name', `${server('api-gateway')}${server('mail-worker')}`, ['api-gateway gateway', 'mail-worker worker']],
    ['another language', '-- a/go.mod --\nmodule a\n-- a/main.go --\npackage main\n-- a/Dockerfile --\nFROM golang\n', ['a business']],
    ['a package that builds before it starts', `${pkg('a', { name: 'a', scripts: { start: 'npm run build && node index.js' }, dependencies: { koa: '3' } })}-- a/index.js --\n1;\n`, ['a business']],
    ['a published package without a production start is none', `${server('a')}${pkg('kit', { name: 'kit', publishConfig: {}, scripts: { 'start:dev': 'tsx src/demo.ts' }, dependencies: { express: '5' } })}-- kit/src/demo.ts --\nlisten();\n`, ['a business']],
    ['a start script on a file that only exports is none', `${server('a')}${pkg('kit', { name: 'kit', scripts: { start: 'node index.js' }, dependencies: { express: '5' } })}-- kit/index.js --\nexport class Kit {}\nexport const kit = new Kit();\n`, ['a business']],
    ['a server that is planned and not written is none', `${server('a')}${pkg('b', { name: 'b', main: 'dist/server.js', scripts: { start: 'node dist/server.js' }, dependencies: { express: '5' } })}-- b/server.ts --\n-- b/src/app.ts --\n`, ['a business']],
    ['a server that no script starts', `${pkg('a', { name: 'a', main: 'index.js', dependencies: { express: '5' } })}-- a/index.js --\nconst app = express();\napp.listen(3000);\n`, ['a business']],
    ['a server on nothing but Node', `${pkg('a', { name: 'a', scripts: { start: 'node index.js' } })}-- a/index.js --\nhttp.createServer(handle).listen(3000);\n`, ['a business']],
    ['what starts as its neighbours do', `${server('services/a')}${server('services/b')}${pkg('services/c', { name: 'c', scripts: { start: 'node index.js' } })}-- services/c/index.js --\nrun();\n`, ['services/a business', 'services/b business', 'services/c business']],
    ['a library that has the name of an image is none', `${server('a')}${pkg('libs/kafka', { name: 'kafka', dependencies: { kafkajs: '2' } })}-- libs/kafka/index.js --\n1;\n-- compose.yaml --\nservices:\n  kafka: { image: confluentinc/cp-kafka:7 }\n`, ['a business']],
    ['a library that the tool declares is none, whatever it starts', `${server('a')}${server('libs/redis')}-- nest-cli.json --\n{ "projects": { "redis": { "type": "library", "root": "libs/redis" } } }\n-- compose.yaml --\nservices:\n  redis: { image: own/cache }\n`, ['a business']],
    ['a folder called like an image that others made is none', `${server('a')}${pkg('libs/redis', { name: 'redis', scripts: { start: 'node index.js' } })}-- libs/redis/index.js --\nconnect();\n-- compose.yaml --\nservices:\n  redis: { image: redislabs/redismod }\n`, ['a business']],
    ['a folder of Dockerfiles is none', `${server('a')}-- docker/Dockerfile.any --\nFROM node:24\nARG APP\nCMD node $APP\n-- docker/init.js --\n1;\n`, ['a business']],
    ['a program that the image fetches', `${server('a')}${pkg('forms', { name: 'forms' })}-- forms/deploy.ts --\n1;\n-- forms/Dockerfile --\nFROM node:24\nRUN git clone https://example.com/forms\nCMD node main\n`, ['a business', 'forms infra']],
    ['another language behind a platform', '-- a/main.go --\npackage main\n-- a/Dockerfile --\nFROM --platform=$BUILDPLATFORM golang:1.25 AS build\nFROM alpine\n', ['a business']],
    ['what skaffold builds', `-- skaffold.yaml --\nbuild:\n  artifacts:\n    - image: shop/orders\n      context: code\n      docker: { dockerfile: Dockerfile }\n-- code/Dockerfile --\nFROM node:24\n-- code/index.js --\nrun();\n`, ['code business']],
    ['what Tilt builds', `-- Tiltfile --\ndocker_build('shop/orders', './code', dockerfile='code/Dockerfile')\n-- code/Dockerfile --\nFROM node:24\n-- code/index.js --\nrun();\n`, ['code business']],
    ['what bake builds', `-- docker-bake.hcl --\ntarget "orders" {\n  context = "code"\n}\n-- code/Dockerfile --\nFROM node:24\n-- code/index.js --\nrun();\n`, ['code business']],
    ['what a Procfile starts', `${pkg('apps/a', { name: 'a' })}-- apps/a/index.js --\nrun();\n${pkg('apps/b', { name: 'b' })}-- apps/b/index.js --\nrun();\n-- Procfile --\nweb: node apps/a/index.js\nworker: node apps/b/index.js\n`, ['apps/a business', 'apps/b business']],
    ['what pm2 starts', `${pkg('apps/a', { name: 'a' })}-- apps/a/index.js --\nrun();\n-- ecosystem.config.js --\nmodule.exports = { apps: [{ name: 'a', cwd: './apps/a', script: 'index.js' }] };\n`, ['apps/a business']],
    ['what serverless deploys', `${pkg('a', { name: 'a' })}-- a/handler.js --\n1;\n-- a/serverless.yml --\nservice: a\nfunctions: { go: { handler: handler.go } }\n`, ['a business']],
    ['what an older Nx workspace lists', `${pkg('.', { name: 'root' })}-- workspace.json --\n{ "projects": { "a": { "root": "apps/a", "projectType": "application" }, "b": { "root": "libs/b", "projectType": "library" } } }\n-- apps/a/src/main.ts --\n1;\n`, ['apps/a business']],
    ['what compose builds from another project directory', `-- apps/a/Dockerfile --\nFROM node:24\n-- apps/a/index.js --\nrun();\n-- deploy/local/compose.yaml --\nservices:\n  a: { build: ./apps/a }\n  gone: { build: ./nowhere }\n`, ['apps/a business']],
    ['what serverless deploys by code', `${pkg('a', { name: 'a' })}-- a/handler.ts --\n1;\n-- a/serverless.ts --\nexport default { service: 'a', functions: {} };\n`, ['a business']],
    ['a template inside a generator is none', `${server('gen')}-- gen/src/main.js --\n1;\n${server('gen/src/server')}`, ['gen business']],
    ['a command that is published is none', `${server('a')}${pkg('cli', { name: 'cli', publishConfig: {}, bin: 'index.js', scripts: { start: 'node index.js' }, dependencies: { express: '5' } })}-- cli/index.js --\nlisten();\n`, ['a business']],
    ['a script that runs another that compiles is none', `${server('a')}${pkg('lib', { name: 'lib', scripts: { start: 'pnpm start:dev', 'start:dev': 'cross-env X=1 tsc -w' }, dependencies: { express: '5' } })}-- lib/index.js --\nlisten();\n`, ['a business']],
    ['a library that a build names is none', `${server('a')}${pkg('libs/b', { name: 'b' })}-- libs/b/index.js --\n1;\n-- builder.Dockerfile --\nFROM debian\nCOPY libs/b .\n`, ['a business']],
    ['an image that runs migrations and ends is none', `${server('a')}${pkg('lib/db', { name: 'db' })}-- lib/db/index.js --\n1;\n-- lib/db/Dockerfile --\nFROM node:24\nCMD ["npx", "prisma", "migrate", "deploy"]\n`, ['a business']],
    ['an image that migrates and then serves is one', `${pkg('a', { name: 'a' })}-- a/index.js --\n1;\n-- a/Dockerfile --\nFROM node:24\nCMD npx prisma migrate deploy && node index.js\n`, ['a business']],
    ['a configured image', '-- proxy/nginx.conf --\nx\n-- proxy/Dockerfile --\nFROM nginx:alpine\n', ['proxy infra']],
  ])('%s', (_, text, expected) => {
    expect(summary(text)).toEqual(expected);
  });

  it('tells folders of one name apart by the folder around them', () => {
    expect(found(`${server('orders')}${server('old/orders')}`).map(({ service }) => `${service.path} ${service.name}`)).toEqual(['old/orders old-orders', 'orders orders']);
  });

  it.each([
    ['a start script names', { start: 'fastify start -p 3001 app.js', 'dev:x': 'fastify start -p 9999' }, '', [3001, 9999]],
    ['a variable before the command sets', { dev: 'PORT=3002 tsx watch index.js' }, '', [3002]],
    ['fastify-cli chooses', { start: 'npm run build && fastify start -l info index.js' }, '', [3000]],
    ['a build script does not name', { start: 'node index.js', 'build:docs': 'serve-docs --port 8080' }, '', []],
    ['compose says, whatever its scripts do', { start: 'fastify start -p 3001 index.js' }, "-- compose.yaml --\nservices:\n  a:\n    build: ./a\n    ports: ['8080:80']\n", [80, 8080]],
  ])('knows the port that %s', (_, scripts, more, expected) => {
    const [only] = found(`${pkg('a', { name: 'a', scripts, dependencies: { fastify: '5' } })}-- a/index.js --\nlisten();\n${more}`);
    expect(only?.service.ports).toEqual(expected);
  });

  it('sees one service in a Dockerfile and the compose service that builds it', () => {
    const [only, ...more] = found(`${server('a')}-- a/Dockerfile --\nFROM node:24\nENV LEVEL=info\nEXPOSE 3000\nHEALTHCHECK CMD true\n-- compose.yaml --\nservices:\n  first:\n    build: ./a\n    container_name: one\n    ports: ['8080:3000']\n    environment: [URL=http://b, LEVEL=debug]\n`);
    expect(more).toEqual([]);
    expect(only?.service).toMatchObject({ name: 'a', aliases: ['a', 'first', 'one'], ports: [3000, 8080] });
    expect(only?.environment.map(({ name, value, file, line }) => [name, value, file, line])).toEqual([['URL', 'http://b', 'compose.yaml', 6], ['LEVEL', 'debug', 'compose.yaml', 6], ['LEVEL', 'info', 'a/Dockerfile', 2]]);
  });

  it('sees what a container runs of a folder that an image for all of them is built of', () => {
    const container = (name: string): string => `  ${name}-container:\n    build: { context: ., dockerfile: docker/dev.Dockerfile }\n    command: sh -c "./install.sh && pnpm --filter @shop/${name} dev"\n`;
    const services = found(`${server('services/orders')}${server('services/stock')}-- docker/dev.Dockerfile --\nFROM node:24\n-- docker/install.sh --\ntrue\n-- compose.yaml --\nservices:\n${container('orders')}${container('stock')}`);
    expect(services.map(({ service: { path, aliases } }) => [path, aliases.filter((alias) => alias.endsWith('-container'))])).toEqual([['services/orders', ['orders-container']], ['services/stock', ['stock-container']]]);
  });

  it('sees the services of a runner by the files that its containers are told to load', () => {
    const file = (name: string): string => `-- services/${name}.service.js --\nmodule.exports = { name: '${name}' };\n`;
    const compose = "-- compose.yaml --\nservices:\n  shop:\n    build: .\n    environment: { SERVICES: orders }\n  bills:\n    build: .\n    environment: { SERVICES: payments }\n  all:\n    build: .\n    environment: { SERVICES: 'orders,payments' }\n";
    const services = found(`${pkg('.', { name: 'root', scripts: { start: 'moleculer-runner' }, dependencies: { moleculer: '0.14' } })}${file('orders')}${file('payments')}-- moleculer.config.js --\nmodule.exports = {};\n-- Dockerfile --\nFROM node\nCMD npm start\n${compose}`);
    expect(services.map(({ service, loads }) => [service.name, service.path, service.framework, loads])).toEqual([
      ['orders', 'services/orders.service.js', 'moleculer', ['moleculer.config.js']],
      ['payments', 'services/payments.service.js', 'moleculer', ['moleculer.config.js']],
    ]);
    expect(services[0]?.service.aliases).toContain('shop');
  });

  it('finds the folder that a compose file, a manifest and a build file call by another spelling', () => {
    const compose = '-- compose.yaml --\nservices:\n  order-service: { build: { context: ./order-service } }\n  gone: { build: ./nowhere }\n';
    const build = '-- deploy/skaffold.yaml --\nbuild:\n  artifacts:\n    - image: order-service\n      context: order-service\n';
    const workload = '-- k8s/orders.yaml --\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: order-service }\nspec:\n  template:\n    spec:\n      containers:\n        - { name: main, image: order-service, ports: [{ containerPort: 9000 }] }\n';
    const services = found(`${server('orderservice')}${server('stockservice')}${compose}${build}${workload}`);
    expect(services.map(({ service, candidate }) => [service.path, service.aliases, candidate.compose.length, service.ports])).toEqual([['orderservice', ['order-service', 'orderservice'], 1, [9000]], ['stockservice', ['stockservice'], 0, []]]);
  });

  it.each([
    ['the command that builds it', 'custom: { buildCommand: npx nx run orders:docker-build }', 'shop/a'],
    ['its name', 'docker: { dockerfile: Dockerfile }', 'ghcr.io/shop/shop-orders'],
  ])('knows which application an image built of the whole tree is about by %s', (_, build, image) => {
    const project = (name: string): string => `-- apps/${name}/project.json --\n{ "name": "${name}", "projectType": "application" }\n-- apps/${name}/src/main.ts --\n1;\n`;
    const skaffold = `-- skaffold.yaml --\nbuild:\n  artifacts:\n    - image: ${image}\n      context: .\n      ${build}\n`;
    const compose = `-- compose.yaml --\nservices:\n  first:\n    image: '${image}:latest'\n    environment: { STOCK_URL: 'http://stock' }\n`;
    const services = found(`${pkg('.', { name: 'root', dependencies: { '@nestjs/core': '11' } })}${project('orders')}${project('stock')}${skaffold}${compose}-- Dockerfile --\nFROM node:24\n`);
    expect(services.map(({ service, environment }) => [service.path, environment.map(({ name }) => name)])).toEqual([['apps/orders', ['STOCK_URL']], ['apps/stock', []]]);
  });

  it('knows which application an image built from the root packs', () => {
    const app = (name: string): string => `-- apps/${name}/src/main.ts --\n1;\n`;
    const nest = '-- nest-cli.json --\n{ "monorepo": true, "projects": { "a": { "type": "application", "root": "apps/a" }, "b": { "type": "application", "root": "apps/b" }, "lib": { "type": "library", "root": "libs/lib" } } }\n';
    const compose = '-- compose.yaml --\nservices:\n  first:\n    build: { context: ., dockerfile: docker/a.Dockerfile }\n  second:\n    build: .\n    command: node dist/apps/b/main\n-- docker/a.Dockerfile --\nFROM node\nCMD ["node", "dist/apps/a/main.js"]\n-- Dockerfile --\nFROM node\n';
    const services = found(`${pkg('.', { name: 'root', dependencies: { '@nestjs/core': '11' } })}${nest}${app('a')}${app('b')}${compose}`);
    expect(services.map(({ service }) => [service.path, service.aliases, service.framework])).toEqual([['apps/a', ['a', 'first'], 'nestjs'], ['apps/b', ['b', 'second'], 'nestjs']]);
  });

  it('takes Nx applications and leaves their end-to-end tests', () => {
    const project = (folder: string, type: string): string => `-- ${folder}/project.json --\n{ "projectType": "${type}" }\n-- ${folder}/src/main.ts --\n1;\n`;
    expect(summary(`${pkg('.', { name: 'root' })}${project('apps/a', 'application')}${project('apps/a-e2e', 'application')}${project('libs/b', 'library')}`)).toEqual(['apps/a business']);
  });

  it('reads the workloads of Kubernetes', () => {
    const [only] = found(`${server('src/orders')}-- k8s/orders.yaml --\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: orders-deployment\nspec:\n  template:\n    metadata: { labels: { app: orders } }\n    spec:\n      containers:\n        - name: main\n          image: registry/orders:1\n          ports: [{ containerPort: 3000 }]\n          env: [{ name: STOCK_URL, value: 'http://stock' }]\n---\nkind: Service\nmetadata: { name: orders-svc }\nspec: { selector: { app: orders } }\n`);
    expect(only?.service.aliases).toEqual(['orders', 'orders-deployment', 'orders-svc', 'src/orders']);
    expect(only?.environment).toMatchObject([{ name: 'STOCK_URL', value: 'http://stock' }]);
  });

  it('fills compose variables from .env and keeps those that nobody sets', () => {
    const [only] = found(`${server('a')}-- .env --\nDB=orders\n-- compose.yaml --\nservices:\n  a:\n    build: a\n    environment:\n      URL: postgres://db/\${DB}\n      PORT: \${PORT:-3000}\n      KEY: \${KEY:?give a key}\n    env_file: [more.env, gone.env]\n-- more.env --\nEXTRA='x' # why\n`);
    expect(only?.environment.slice(0, 4).map(({ name, value }) => `${name}=${value}`)).toEqual(['URL=postgres://db/orders', 'PORT=3000', 'KEY=${KEY}', 'EXTRA=x']);
    expect(only?.absentEnvFiles).toEqual(['gone.env']);
  });

  it('does not take what a program in another language serves to browsers for Node', () => {
    const ui = '-- ui/assets/app.js --\n1;\n-- ui/Dockerfile --\nFROM hexpm/elixir:1.20 AS base\nFROM base AS build\nFROM debian:13\n';
    expect(found(`${server('a')}${ui}`).map(({ service }) => [service.path, service.node])).toEqual([['a', true], ['ui', false]]);
  });

  it('tells folders of the same name apart', () => {
    expect(found(`${server('shop/api')}${server('blog/api')}`).map(({ service }) => service.name)).toEqual(['blog-api', 'shop-api']);
  });
});

describe('declared services', () => {
  const text = `${server('a')}-- tools/run/index.js --\nrun();\n`;
  const declared = (services: Parameters<typeof workspace>[1]) => workspace(filesOf(parseText(text)), services).services.map(({ service }) => `${service.name} ${service.path} ${service.role}`);

  it('are added', () => {
    expect(declared([{ name: 'runner', path: './tools/run', role: 'worker' }])).toEqual(['a a business', 'runner tools/run worker']);
  });

  it('count before what was seen', () => {
    expect(declared([{ name: 'front', path: 'a', role: 'gateway' }])).toEqual(['front a gateway']);
  });

  it('that have no folder are none', () => {
    expect(declared([{ name: 'gone', path: 'nowhere', role: null }])).toEqual(['a a business']);
  });
});
