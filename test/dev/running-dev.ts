import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eachLine } from '../../src/dev/log/lines.ts';
import type { SystemStatus } from '../../src/dev/page/page.ts';

/** A line of `ms dev --json`. */
type Line = Readonly<Record<string, unknown>>;

export interface RunningDev {
  readonly child: ChildProcess;
  readonly lines: readonly Line[];
  /** The first line, of those that came and those that come, for which `test` holds; rejects when the run ends before. */
  readonly line: (test: (line: Line) => boolean) => Promise<Line>;
  /** After "ready": URLs by name. */
  readonly urls: () => Promise<Readonly<Record<string, string>>>;
  readonly system: () => Promise<SystemStatus>;
  readonly exit: Promise<number | null>;
}

const launcher = join(import.meta.dirname, '..', '..', 'bin', 'ms.js');

/** A copy of the fixture that a test may change. Readable by all, because Postgres runs as somebody else under root. */
export const copyFixture = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'ms-dev-test-'));
  chmodSync(directory, 0o755);
  cpSync(join(import.meta.dirname, 'fixture'), directory, { recursive: true });
  return directory;
};

export const freePorts = async (count: number): Promise<readonly number[]> => {
  const servers = await Promise.all(Array.from({ length: count }, async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return server;
  }));
  return servers.map((server) => {
    const address = server.address();
    server.close();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
};

const environment = (): NodeJS.ProcessEnv => {
  const { POSTGRES_URL: _postgres, RABBITMQ_URL: _broker, CONSUL_URL: _consul, CI: _ci, ...own } = process.env;
  return own;
};

export const startDev = (directory: string, ...args: readonly string[]): RunningDev => {
  const child = spawn(process.execPath, [launcher, 'dev', '--json', '--cwd', directory, ...args], { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: Line[] = [];
  const errors: string[] = [];
  const listeners = new Set<() => void>();
  eachLine(child.stdout, (text) => {
    // The error that ends a run is one JSON document over several lines.
    if (!text.startsWith('{"')) return;
    lines.push(JSON.parse(text) as Line);
    for (const listener of listeners) listener();
  });
  eachLine(child.stderr, (text) => { errors.push(text); });
  const exit = once(child, 'close').then(([code]) => code as number | null);

  const line: RunningDev['line'] = (test) => new Promise((resolve, reject) => {
    const look = (): void => {
      const found = lines.find(test);
      if (found === undefined) return;
      listeners.delete(look);
      resolve(found);
    };
    listeners.add(look);
    child.once('close', (code) => { reject(new Error(`ms dev ended with ${code}: ${errors.join('\n')}\n${lines.map((one) => JSON.stringify(one)).join('\n')}`)); });
    look();
  });

  const urls = async (): Promise<Readonly<Record<string, string>>> => (await line(({ event }) => event === 'ready'))['urls'] as Readonly<Record<string, string>>;
  const system = async (): Promise<SystemStatus> => await (await fetch(`${(await urls())['page']}/api/system`)).json() as SystemStatus;
  return { child, lines, line, urls, system, exit };
};

/** Processes that have `text` in their command line or work in a folder that has, by pid. */
export const processesOf = (text: string): readonly number[] => readdirSync('/proc').filter((name) => /^\d+$/u.test(name)).map(Number).filter((pid) => {
  try {
    const directory = `/proc/${pid}`;
    return pid !== process.pid && existsSync(directory) && `${readFileSync(`${directory}/cmdline`, 'utf8')}${readFileSync(`${directory}/environ`, 'utf8')}`.includes(text);
  } catch {
    return false;
  }
});
