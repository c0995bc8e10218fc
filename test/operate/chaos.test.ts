import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExperimentReport } from '../../src/operate/chaos/run-experiment.ts';
import { copyFixture, freePorts, startDev, type RunningDev } from '../dev/running-dev.ts';
import { runMs } from '../support/run-ms.ts';

let directory: string;
let running: RunningDev;
let urls: Readonly<Record<string, string>>;
let consul: string;
let broker: string;

beforeAll(async () => {
  directory = copyFixture();
  // A chassis whose services let themselves be broken; what its module does is tried where it lies.
  mkdirSync(join(directory, 'packages', 'chassis', 'src', 'chaos'), { recursive: true });
  writeFileSync(join(directory, 'packages', 'chassis', 'src', 'chaos', 'chaos.ts'), 'export {};\n');
  const [pagePort] = await freePorts(1);
  running = startDev(directory, '--page-port', String(pagePort), '--no-watch');
  urls = await running.urls();
  const told = await (await fetch(urls['beta'] ?? '')).json() as Record<string, string>;
  [consul, broker] = [told['CONSUL_URL'] ?? '', told['RABBITMQ_URL'] ?? ''];
});

afterAll(async () => {
  running.child.kill('SIGINT');
  await running.exit;
  rmSync(directory, { recursive: true, force: true });
});

const short = { before: 0.5, during: 1.5, recovery: 0, after: 0.5 };

const experiment = (more: object): string => {
  const path = join(directory, 'experiment.json');
  writeFileSync(path, JSON.stringify({ name: 'x', hypothesis: 'y', seconds: short, ...more }));
  return path;
};

const chaos = async (more: object) => {
  const { code, stdout, stderr } = await runMs(['chaos', experiment(more), '--json'], { cwd: directory });
  return { code, said: stdout + stderr, report: code === 0 || code === 1 ? JSON.parse(stdout) as ExperimentReport : null };
};

const brokenIn = (report: ExperimentReport | null): readonly string[] => (report?.phases ?? []).filter(({ broken }) => broken !== null).map(({ phase }) => phase);

const takesConnections = async (url: string): Promise<boolean> => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const isOpen = await once(socket, 'connect').then(() => true, () => false);
  socket.destroy();
  return isOpen;
};

const registry = { name: 'registry', get url() { return `${consul}/v1/status/leader`; } };

describe('ms chaos', () => {
  test('kills a service, which is noticed, and comes back', async () => {
    const { code, report } = await chaos({ probes: [{ name: 'alpha', url: urls['alpha'] }], faults: [{ kind: 'kill', service: 'alpha' }], seconds: { ...short, recovery: 3 } });
    expect([code, brokenIn(report)]).toEqual([1, ['during']]);
    expect((await running.system()).services.find(({ name }) => name === 'alpha')).toMatchObject({ lastCrash: 'signal SIGKILL', state: 'ready' });
  });

  test('holds where the probe bears it', async () => {
    const { code, report } = await chaos({ probes: [{ name: 'beta', url: urls['beta'] }], faults: [{ kind: 'loss', part: 'broker' }] });
    expect([code, report?.holds, report?.phases.map(({ phase }) => phase)]).toEqual([0, true, ['before', 'during', 'after']]);
    expect(await takesConnections(broker)).toBe(true);
  });

  test('takes the registry away and brings it back on the same port', async () => {
    const { code, report } = await chaos({ probes: [registry], faults: [{ kind: 'loss', part: 'registry' }] });
    expect([code, brokenIn(report), report?.phases[1]?.answers]).toEqual([1, ['during'], { none: 15 }]);
  });

  test('breaks nothing where the system is not steady to begin with', async () => {
    const { code, report } = await chaos({ probes: [{ name: 'alpha', url: urls['alpha'], expect: { status: [418] } }], faults: [{ kind: 'kill', service: 'alpha' }] });
    expect([code, report?.phases.map(({ phase }) => phase)]).toEqual([1, ['before']]);
  });

  test('tells services what to break, and takes it back', async () => {
    const file = join(directory, '.ms', 'dev', 'chaos.json');
    const probing = chaos({ probes: [{ name: 'beta', url: urls['beta'] }], faults: [{ kind: 'error', service: 'alpha', share: 0.5 }] });
    await expect.poll(() => existsSync(file), { timeout: 10_000 }).toBe(true);
    expect((await probing).code).toBe(0);
    expect(existsSync(file)).toBe(false);
  });

  test('Ctrl-C makes whole what was broken', async () => {
    const path = experiment({ probes: [{ ...registry, during: { share: 0 } }], faults: [{ kind: 'loss', part: 'registry' }], seconds: { ...short, during: 60 } });
    const child = spawn(process.execPath, [join(import.meta.dirname, '..', '..', 'bin', 'ms.js'), 'chaos', path, '--cwd', directory], { stdio: 'ignore' });
    await expect.poll(() => takesConnections(consul), { timeout: 20_000 }).toBe(false);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([130, null]);
    expect(await takesConnections(consul)).toBe(true);
  });

  test('names a service that does not run', async () => {
    const { code, said } = await chaos({ probes: [registry], faults: [{ kind: 'kill', service: 'alpa' }] });
    expect([code, said]).toEqual([2, expect.stringContaining('Did you mean alpha?')]);
  });

  test('the page has its levers for itself and ms chaos alone', async () => {
    const pull = async (path: string, headers: Record<string, string> = {}) => (await fetch(`${urls['page']}/api/chaos/${path}`, { method: 'POST', headers, body: '{}' })).status;
    expect([await pull('parts/registry/lose', { origin: 'http://evil.example' }), await pull('parts/postgres/lose'), await pull('services/nobody/kill'), await pull('explode')]).toEqual([403, 409, 409, 404]);
    expect(await takesConnections(consul)).toBe(true);
  });

  test.each([
    ['no file of that name', 'gone.yaml', 2, 'there is no file'],
    ['no experiment', 'package.json', 2, 'is no experiment'],
  ])('%s is said', async (_, file, code, told) => {
    writeFileSync(join(directory, 'package.json'), '{}');
    const ran = await runMs(['chaos', join(directory, file)], { cwd: directory });
    expect([ran.code, ran.stderr.includes(told)]).toEqual([code, true]);
  });
});

test('without a running ms dev there is nothing to break', async () => {
  const system = mkdtempSync(join(tmpdir(), 'ms-chaos-'));
  const path = join(system, 'x.json');
  writeFileSync(path, JSON.stringify({ name: 'x', hypothesis: 'y', probes: [{ name: 'p', url: 'http://127.0.0.1:1/' }], faults: [{ kind: 'loss', part: 'broker' }] }));
  const ran = await runMs(['chaos', path], { cwd: system });
  expect(ran.code).toBe(3);
  rmSync(system, { recursive: true });
});
