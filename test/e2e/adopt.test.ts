import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startInfrastructure } from '../../src/dev/testing.ts';
import { packedTool } from '../support/packed-tool.ts';
import { parseText } from '../support/text-system.ts';
import { treeOf } from '../support/tree.ts';

/**
 * Repositories that this tool did not make: adopted by the packed tool, given a client, installed, compiled by their own compilers under their own
 * options, and run. What stands below `after/` is what their team writes when it has a client, below `then/` when it has an event.
 */

const place = mkdtempSync(join(tmpdir(), 'ms-adopt-'));
const { run, install, environment } = packedTool(place);

interface Foreign {
  readonly name: string;
  readonly orders: string;
  readonly inventory: string;
  /** Where packages are installed. */
  readonly installed: readonly string[];
  readonly entry: string;
  /** Folder and ending of sources below a service. */
  readonly source: readonly [folder: string, ending: string];
  /** What a service has for messages: `messages` where it has a Postgres. */
  readonly stores: readonly [orders: 'bus' | 'messages', inventory: 'bus' | 'messages'];
}

const each = ['orders', 'inventory'] as const;

const systems: readonly Foreign[] = [
  { name: 'express', orders: 'orders', inventory: 'inventory', installed: each, entry: 'dist/main.js', source: ['src/', '.ts'], stores: ['messages', 'bus'] },
  { name: 'fastify', orders: 'services/orders', inventory: 'services/inventory', installed: ['.'], entry: 'dist/server.js', source: ['src/', '.ts'], stores: ['bus', 'messages'] },
  { name: 'nest', orders: 'orders', inventory: 'inventory', installed: each, entry: 'dist/main.js', source: ['src/', '.ts'], stores: ['bus', 'bus'] },
  { name: 'javascript', orders: 'orders', inventory: 'inventory', installed: each, entry: 'server.js', source: ['', '.js'], stores: ['bus', 'bus'] },
];

const write = (root: string, files: Iterable<readonly [string, string]>): void => {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
};

/** The files of a system, or those that its team writes later. */
const filesOf = (name: string, stage: 'after' | 'then' | null): readonly (readonly [string, string])[] => {
  const all = [...parseText(readFileSync(join(import.meta.dirname, '..', 'adopt', `${name}.txt`), 'utf8'))];
  if (stage === null) return all.filter(([path]) => !/^(?:after|then)\//.test(path));
  return all.filter(([path]) => path.startsWith(`${stage}/`)).map(([path, text]) => [path.slice(stage.length + 1), text]);
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

const start = async (folder: string, entry: string, variables: NodeJS.ProcessEnv): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [entry], { cwd: folder, env: { ...environment(), ...variables }, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => { child.kill('SIGKILL'); });
  for await (const line of createInterface({ input: child.stdout })) if (line.endsWith(' listens')) break;
  child.stdout.resume();
  return child;
};

const stop = async (child: ChildProcess): Promise<void> => {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
};

beforeAll(() => install());
afterAll(() => { rmSync(place, { recursive: true, force: true }); });

describe.each(systems)('$name', ({ name, orders, inventory, installed, entry, source: [src, ending], stores }) => {
  const root = join(place, name);
  const ms = (...args: readonly string[]): Promise<string> => run(root, 'ms', ...args);
  const own = (service: string, path: string): string => `${service}/${src}chassis/${path}${ending}`;
  const build = async (...folders: readonly string[]): Promise<void> => { for (const folder of ending === '.ts' ? folders : []) await run(join(root, folder), 'npm', 'run', 'build'); };
  const changed = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] => [...after].filter(([path, text]) => before.get(path) !== text && !/^(?:\.ms|node_modules)\//.test(path)).map(([path]) => path).toSorted();

  test('is adopted and gets a client, and nothing of its own is touched', async () => {
    write(root, filesOf(name, null));
    const before = treeOf(root);
    expect(await ms('adopt', '--yes')).toContain('adopted, with 2 services');
    expect(await ms('add-client', 'orders', 'inventory')).toContain('orders has a client of inventory');
    const after = treeOf(root);
    expect(changed(before, after)).toEqual([
      '.github/workflows/architecture.yml', 'ms-baseline.json', 'ms.config.ts', 'package.json', `${orders}/package.json`,
      `${orders}/.ms/chassis-0.1.0.tgz`, ...['clients/inventory', 'contracts/inventory', 'host'].map((path) => own(orders, path)),
    ].toSorted());
    expect(JSON.parse(after.get(`${orders}/package.json`) ?? '')).toMatchObject(JSON.parse(before.get(`${orders}/package.json`) ?? '') as object);
    expect(await ms('adopt', '--yes')).toContain('nothing to do');
    expect(await ms('add-client', 'orders', 'inventory')).toContain('nothing to do');
    expect(changed(after, treeOf(root))).toEqual([]);
  });

  test('is compiled by its own compiler and options, with and without a use of the client', async () => {
    for (const folder of installed) await run(join(root, folder), 'npm', 'install', '--silent', '--no-audit', '--no-fund');
    await build(orders, inventory);
    write(root, filesOf(name, 'after'));
    await build(orders);
    expect(existsSync(join(root, orders, entry))).toBe(true);
  });

  test('ms lint sees the guarded call where it saw a bare one', async () => {
    const { calls } = JSON.parse(await ms('graph', '--format', 'json')) as { readonly calls: readonly object[] };
    expect(calls).toMatchObject([{ from: 'orders', to: 'inventory', client: 'chassis', method: 'GET', path: '/items/:sku', timeout: true, breaker: true, retry: true }]);
    const { findings } = JSON.parse(await ms('lint', '--format', 'json')) as { readonly findings: readonly { readonly rule: string; readonly message: string; readonly suppressed: unknown }[] };
    const gone = findings.filter(({ rule }) => rule === 'stale-baseline').map(({ message }) => message);
    expect(gone.some((message) => message.includes('no-timeout')) && gone.some((message) => message.includes('no-circuit-breaker'))).toBe(true);
    expect(findings.filter(({ rule, suppressed }) => rule !== 'stale-baseline' && suppressed === null)).toEqual([]);
  });

  test('its calls go through, end at the deadline, and leave a dead service alone', async () => {
    const [port, other] = [await freePort(), await freePort()];
    const called = await start(join(root, inventory), entry, { PORT: String(other) });
    // HOST and LOG_LEVEL are what other loggers and frameworks take.
    await start(join(root, orders), entry, { PORT: String(port), HOST: 'anywhere', LOG_LEVEL: 'http', STATIC_SERVICES: `inventory=http://127.0.0.1:${String(other)}`, CLIENT_TIMEOUT_MS: '1500' });
    const stock = async (sku: string): Promise<unknown> => (await fetch(`http://127.0.0.1:${String(port)}/orders/stock/${sku}`)).json();
    expect(await stock('bolt')).toEqual({ sku: 'bolt', left: 7 });
    expect(await stock('slow')).toMatchObject({ status: 504, type: 'deadline-exceeded', target: 'inventory' });
    await stop(called);
    await expect.poll(() => stock('bolt'), { timeout: 30_000 }).toMatchObject({ status: 503, reason: 'breaker-open' });
  });

  test('gets an event, in files of its own', async () => {
    const before = treeOf(root);
    expect(await ms('add-event', 'orders', 'shipped', '--to', 'inventory')).toContain('orders has the event orders.shipped.v1');
    const after = treeOf(root);
    expect(changed(before, after)).toEqual([
      `${inventory}/package.json`, `${inventory}/.ms/chassis-0.1.0.tgz`,
      ...['contracts/orders-shipped-v1', 'events/orders-shipped-v1', 'start', stores[0]].map((path) => own(orders, path)),
      ...['contracts/orders-shipped-v1', 'events/on-orders-shipped-v1', 'host', 'start', stores[1]].map((path) => own(inventory, path)),
    ].toSorted());
    expect(await ms('add-event', 'orders', 'shipped', '--to', 'inventory')).toContain('nothing to do');
    expect(changed(after, treeOf(root))).toEqual([]);
    for (const folder of installed) await run(join(root, folder), 'npm', 'install', '--silent', '--no-audit', '--no-fund');
    await build(orders, inventory);
  });

  test('its events arrive, with the change that they tell of', async () => {
    write(root, filesOf(name, 'then'));
    await build(orders, inventory);
    const { urls: { rabbitmq, postgres }, close } = await startInfrastructure({ databases: ['orders', 'inventory'] });
    onTestFinished(close);
    const [port, other] = [await freePort(), await freePort()];
    await start(join(root, inventory), entry, { PORT: String(other), RABBITMQ_URL: rabbitmq, DATABASE_URL: postgres['inventory'] });
    await start(join(root, orders), entry, { PORT: String(port), RABBITMQ_URL: rabbitmq, DATABASE_URL: postgres['orders'] });
    const ship = async (id: string): Promise<number> => (await fetch(`http://127.0.0.1:${String(port)}/orders/${id}/shipments`, { method: 'POST' })).status;
    if (stores[0] === 'messages') expect(await ship('lost')).toBe(500);
    expect([await ship('o1'), await ship('o2')]).toEqual([202, 202]);
    const heard = async (): Promise<unknown> => (await fetch(`http://127.0.0.1:${String(other)}/shipped`)).json();
    await expect.poll(async () => (await heard() as string[]).toSorted(), { timeout: 30_000 }).toEqual(['o1', 'o2']);
    expect(await ms('list')).toMatch(/follows orders\.shipped\.v1[^]*publishes orders\.shipped\.v1/);
  });
});
