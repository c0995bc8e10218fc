import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';

const key = 'k'.repeat(32);
const directory = mkdtempSync(join(tmpdir(), 'chaos-'));
const home = join(directory, 'books');
mkdirSync(home);
const file = join(directory, 'faults.json');

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  rmSync(file, { force: true });
});

/** The service `books`, started as `ms dev` and staging do. */
const start = (env: Record<string, string>) => {
  const { CHAOS_KEY: _key, CHAOS_FAULTS: _faults, NODE_ENV: _env, ...machine } = process.env;
  const child = spawn(process.execPath, ['--import', join(import.meta.dirname, 'chaos.ts'), join(import.meta.dirname, 'service.fixture.ts')], { cwd: home, env: { ...machine, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  closers.push(() => { child.kill('SIGKILL'); return ended; });
  return { child, ended };
};

const started = async (env: Record<string, string>): Promise<(headers?: Record<string, string>, path?: string) => Promise<Response>> => {
  const { child } = start(env);
  const [url] = await once(createInterface(child.stdout), 'line') as [string];
  return (headers = {}, path = '/v1/books/b1') => fetch(url + path, { headers });
};

const asking = (faults: string, given = key): Record<string, string> => ({ 'x-chaos': faults, 'x-chaos-key': given });

describe('by header', () => {
  it('breaks what asks for it and knows the key', async () => {
    const get = await started({ CHAOS_KEY: key });
    const broken = await get(asking('books error=503'));
    expect([broken.status, broken.headers.get('x-chaos'), await broken.json()]).toEqual([503, 'injected', { type: 'chaos', title: 'Broken on purpose', status: 503 }]);
    await expect(get(asking('books abort'))).rejects.toThrow('fetch failed');
    const before = performance.now();
    expect((await get(asking('books latency=150'))).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThanOrEqual(149);
  });

  it('leaves everybody else alone', async () => {
    const get = await started({ CHAOS_KEY: key });
    const others: readonly Record<string, string>[] = [
      asking('books error=503', 'x'.repeat(32)), { 'x-chaos': 'books error=503' }, asking('orders error=503'), asking('books error=503 explode'), asking('books error=200'), asking('books'),
    ];
    for (const headers of others) expect((await get(headers)).status).toBe(200);
  });

  it('does nothing where nobody set a key', async () => {
    const get = await started({});
    expect((await get(asking('books error=503'))).status).toBe(200);
  });
});

describe('by file', () => {
  it('breaks a service for as long as the file says so, and never its probes', async () => {
    const get = await started({ CHAOS_FAULTS: file });
    expect((await get()).status).toBe(200);
    writeFileSync(file, JSON.stringify({ books: [{ kind: 'error', status: 500, share: 1 }], orders: [] }));
    expect([(await get()).status, (await get({}, '/health/live')).status, (await get({}, '/metrics')).status]).toEqual([500, 200, 200]);
    rmSync(file);
    expect((await get()).status).toBe(200);
  });

  it('breaks a share of the requests', async () => {
    const get = await started({ CHAOS_FAULTS: file });
    writeFileSync(file, JSON.stringify({ books: [{ kind: 'error', status: 500, share: 0.5 }] }));
    const statuses = await Promise.all(Array.from({ length: 100 }, async () => (await get()).status));
    expect([statuses.includes(500), statuses.includes(200)]).toEqual([true, true]);
  });
});

it.each([
  ['in production', { NODE_ENV: 'production', CHAOS_KEY: key }, 'does not load with NODE_ENV=production'],
  ['with a key that can be guessed', { CHAOS_KEY: 'secret' }, 'CHAOS_KEY must have 32 characters or more'],
])('refuses to load %s', async (_, env, why) => {
  const { child, ended } = start(env);
  const [said, [code]] = await Promise.all([text(child.stderr), ended]);
  expect([code, said.includes(why)]).toEqual([1, true]);
});
