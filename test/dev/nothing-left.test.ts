import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyFixture, freePorts, processesOf, startDev, type RunningDev } from './running-dev.ts';

/** The reaper asks first and takes what is left after 2.4 s. */
const within = { timeout: 10_000, interval: 50 };

/** A service that starts a process of its own, may not listen to SIGTERM, and ends when it is told to. */
const troublesome = (stubborn: boolean): string => `
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
spawn('sleep', ['600'], { stdio: 'inherit' });
${stubborn ? "process.on('SIGTERM', () => undefined);" : ''}
createServer((request, response) => {
  response.end('ok');
  if (request.url === '/crash') process.exit(1);
}).listen(Number(process.env['PORT']), '127.0.0.1');
`;

const listens = async (url: string): Promise<boolean> => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const answers = await once(socket, 'connect').then(() => true, () => false);
  socket.destroy();
  return answers;
};

const commandOf = (pid: number): string => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');

describe.skipIf(process.platform !== 'linux')('ms dev leaves nothing (skipped off Linux: it looks into /proc)', () => {
  let directory: string;
  let running: RunningDev | undefined;

  beforeEach(() => { directory = copyFixture(); });

  afterEach(async () => {
    running?.child.kill('SIGKILL');
    await running?.exit;
    // What a failing test found must not stay on the machine.
    for (const pid of processesOf(directory)) process.kill(pid, 'SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  });

  /** With ports that no other `ms dev` of this machine takes meanwhile. */
  const start = async (): Promise<RunningDev> => {
    const [page, postgres, rabbitmq, consul] = await freePorts(4);
    writeFileSync(join(directory, 'ms.config.ts'), `export default ${JSON.stringify({ dev: { ports: { page, postgres, rabbitmq, consul } } })};\n`);
    running = startDev(directory);
    return running;
  };

  const replaceAlpha = (stubborn: boolean): void => { writeFileSync(join(directory, 'services', 'alpha', 'src', 'main.ts'), troublesome(stubborn)); };

  /** Of services, page and the parts around them. */
  const allUrls = async (dev: RunningDev): Promise<readonly string[]> => {
    const urls = Object.values(await dev.urls());
    return [...urls, ...(await dev.system()).infrastructure.map(({ url }) => url)];
  };

  const expectNothingLeft = async (urls: readonly string[] = []): Promise<void> => {
    await expect.poll(() => processesOf(directory).map(commandOf), within).toEqual([]);
    expect(await Promise.all(urls.map(listens))).toEqual(urls.map(() => false));
  };

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('no process and no port after %s', async (signal) => {
    replaceAlpha(false);
    const dev = await start();
    const urls = await allUrls(dev);
    expect(await Promise.all(urls.map(listens))).toEqual(urls.map(() => true));
    dev.child.kill(signal);
    expect(await dev.exit).toBe(130);
    await expectNothingLeft(urls);
  });

  it('no process and no port after kill -9, though a service does not listen to SIGTERM and has a child', async () => {
    replaceAlpha(true);
    const dev = await start();
    const urls = await allUrls(dev);
    dev.child.kill('SIGKILL');
    expect(await dev.exit).toBeNull();
    await expectNothingLeft(urls);
  });

  it('does not wait for a service that does not listen when it is asked a second time', async () => {
    replaceAlpha(true);
    const dev = await start();
    const urls = await allUrls(dev);
    dev.child.kill('SIGINT');
    await dev.line(({ event }) => event === 'stopping');
    dev.child.kill('SIGINT');
    expect(await dev.exit).toBe(130);
    await expectNothingLeft(urls);
  });

  it('ends what a crashed service had started, and starts the service again', async () => {
    replaceAlpha(false);
    const dev = await start();
    const { alpha = '' } = await dev.urls();
    const children = (): readonly number[] => processesOf(directory).filter((pid) => commandOf(pid).startsWith('sleep'));
    const [before] = children();
    await fetch(`${alpha}/crash`).catch(() => undefined);
    await dev.line(({ event }) => event === 'crashed');
    await expect.poll(() => listens(alpha), within).toBe(true);
    await expect.poll(children, within).toHaveLength(1);
    expect(children()).not.toContain(before);
  });

  it.each([50, 150, 200, 250, 300, 350, 400, 500, 700, 1200])('ends all of it when it is interrupted %i ms after its start', async (after) => {
    const dev = await start();
    await sleep(after);
    dev.child.kill('SIGINT');
    // null: it came before anybody listened for it.
    expect([130, null]).toContain(await dev.exit);
    await expectNothingLeft();
  }, 20_000);

  it('ends what had started when a part cannot start', async () => {
    mkdirSync(join(directory, '.ms', 'dev'), { recursive: true });
    writeFileSync(join(directory, '.ms', 'dev', 'broker'), 'a file where the broker wants a folder');
    const dev = await start();
    expect(await dev.exit).toBe(1);
    await expectNothingLeft();
  }, 20_000);
});
