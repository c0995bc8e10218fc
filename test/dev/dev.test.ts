import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runMs } from '../support/run-ms.ts';
import { copyFixture, freePorts, processesOf, startDev, type RunningDev } from './running-dev.ts';

/** Two plain services, one of which keeps data, under a real `ms dev`. */
describe('ms dev', () => {
  let directory: string;
  let running: RunningDev;
  let blockers: readonly Server[] = [];

  beforeEach(() => { directory = copyFixture(); });

  afterEach(async () => {
    running.child.kill('SIGINT');
    await running.exit;
    for (const blocker of blockers) blocker.close();
    blockers = [];
    rmSync(directory, { recursive: true, force: true });
  });

  const textOf = async (url: string | undefined): Promise<string> => (await fetch(url ?? '')).text();

  const start = async (...args: readonly string[]): Promise<RunningDev> => {
    const [pagePort] = await freePorts(1);
    running = startDev(directory, '--page-port', String(pagePort), ...args);
    return running;
  };

  it('starts all services with their infrastructure and says where they are', async () => {
    const { urls, system, lines } = await start();
    const { alpha, beta } = await urls();
    expect(await textOf(alpha)).toBe('one');
    expect(JSON.parse(await textOf(beta))).toMatchObject({
      DISCOVERY: 'consul', DATABASE_URL: expect.stringMatching(/^postgres:\/\/beta:.+\/beta$/u), RABBITMQ_URL: expect.stringMatching(/^amqp:/u), CONSUL_URL: expect.stringMatching(/^http:/u),
    });
    const { services, infrastructure } = await system();
    expect(services).toMatchObject([{ name: 'alpha', state: 'ready', database: false, url: alpha }, { name: 'beta', state: 'ready', database: true }]);
    expect(infrastructure.map(({ name }) => name)).toEqual(['postgres', 'rabbitmq', 'consul']);
    expect(lines).toContainEqual(expect.objectContaining({ service: 'alpha', level: 30, msg: 'alpha listens', version: 'one' }));
    expect(lines).toContainEqual(expect.objectContaining({ service: 'alpha', msg: 'plain text' }));
  });

  it('tells other commands where broker and databases are, as long as it runs', async () => {
    const { child, urls, exit } = await start();
    await urls();
    const file = join(directory, '.ms', 'dev', 'running.json');
    expect([JSON.parse(readFileSync(file, 'utf8')), statSync(file).mode & 0o077]).toEqual([{ rabbitmq: expect.stringMatching(/^amqp:/u), page: expect.stringMatching(/^http:/u), databases: { beta: expect.stringMatching(/^postgres:\/\/beta:/u) } }, 0]);
    const dlq = await runMs(['dlq', 'show', 'beta.nothing.v1'], { cwd: directory, env: { RABBITMQ_URL: undefined } });
    expect([dlq.code, dlq.stderr.includes('no queue "beta.nothing.v1.dead"')]).toEqual([3, true]);
    child.kill('SIGINT');
    await exit;
    expect(existsSync(file)).toBe(false);
  });

  it('ends everything on Ctrl-C, services first and in order', async () => {
    const { child, urls, exit, lines } = await start();
    await urls();
    expect(processesOf(directory).length).toBeGreaterThan(2);
    child.kill('SIGINT');
    expect(await exit).toBe(130);
    expect(lines).toContainEqual(expect.objectContaining({ service: 'beta', msg: 'draining' }));
    await expect.poll(() => processesOf(directory)).toEqual([]);
  });

  it('leaves nothing behind when it is killed itself', async () => {
    const { child, urls, exit } = await start();
    await urls();
    child.kill('SIGKILL');
    await exit;
    await expect.poll(() => processesOf(directory), { timeout: 10_000 }).toEqual([]);
  });

  it('starts again after it was killed, on the same data', async () => {
    const first = await start();
    const before = JSON.parse(await textOf((await first.urls())['beta'])) as Record<string, string>;
    first.child.kill('SIGKILL');
    await first.exit;
    const second = await start();
    const after = JSON.parse(await textOf((await second.urls())['beta'])) as Record<string, string>;
    expect(new URL(after['DATABASE_URL'] ?? '').password).toBe(new URL(before['DATABASE_URL'] ?? '').password);
  });

  it('restarts a service whose file changed, and leaves the others alone', async () => {
    const { urls, system, line } = await start();
    const { alpha } = await urls();
    const [, betaBefore] = (await system()).services;
    writeFileSync(join(directory, 'services/alpha/src/version.ts'), "export const version = 'two';\n");
    expect(await line(({ event }) => event === 'changed')).toMatchObject({ names: ['alpha'] });
    await expect.poll(() => textOf(alpha).catch(() => 'down'), { timeout: 10_000 }).toBe('two');
    expect((await system()).services[1]).toEqual(betaBefore);
  });

  it('restarts those that depend on a contract that changed', async () => {
    const { urls, line } = await start();
    await urls();
    writeFileSync(join(directory, 'services/beta/contract/src/contract.ts'), 'export const betaContract = 2;\n');
    expect(await line(({ event }) => event === 'changed')).toMatchObject({ names: ['alpha', 'beta'] });
  });

  it('starts a service again that ended by itself, and says so', async () => {
    const { urls, system, line } = await start();
    const { beta } = await urls();
    await fetch(`${beta}/crash`).catch(() => undefined);
    expect(await line(({ event }) => event === 'crashed')).toMatchObject({ name: 'beta', how: 'exit code 7', restartInMs: 250 });
    await expect.poll(async () => (await system()).services[1], { timeout: 10_000 }).toMatchObject({ state: 'ready', restarts: 1, lastCrash: 'exit code 7' });
  });

  it('stops and starts a service when the page says so', async () => {
    const { urls, system } = await start();
    const { page, alpha } = await urls();
    expect(await (await fetch(`${page}/api/services/alpha/stop`, { method: 'POST' })).json()).toMatchObject({ state: 'stopped', pid: null });
    await expect(fetch(alpha ?? '')).rejects.toThrow('fetch failed');
    await fetch(`${page}/api/services/alpha/start`, { method: 'POST' });
    await expect.poll(async () => (await system()).services[0]?.state, { timeout: 10_000 }).toBe('ready');
  });

  it('moves a port that is taken, and says so', async () => {
    const [taken = 0] = await freePorts(1);
    const blocker = createServer().listen(taken, '127.0.0.1');
    await once(blocker, 'listening');
    blockers = [blocker];
    writeFileSync(join(directory, 'ms.config.ts'), `export default { dev: { ports: { alpha: ${taken} } } };\n`);
    const { urls, line } = await start();
    const moved = await line(({ event }) => event === 'moved');
    expect(moved['msg']).toMatch(`alpha: port ${taken} is taken`);
    expect((await urls())['alpha']).not.toBe(`http://127.0.0.1:${taken}`);
  });

  it('runs those that were asked for only', async () => {
    const { system, urls } = await start('--only', 'alpha');
    await urls();
    expect((await system()).services.map(({ name }) => name)).toEqual(['alpha']);
  });

  it('refuses a second run in the same system', async () => {
    await (await start()).urls();
    const second = startDev(directory);
    expect(await second.exit).toBe(3);
  });

  it.each([
    ['a service that is not there', 2, ['--only', 'gamma']],
    ['a port that is none', 2, ['--port', '99999']],
  ])('refuses %s', async (_, code, args) => {
    expect(await (await start(...args)).exit).toBe(code);
  });

  it('refuses a folder without services', async () => {
    rmSync(join(directory, 'services'), { recursive: true });
    expect(await (await start()).exit).toBe(3);
  });
});
