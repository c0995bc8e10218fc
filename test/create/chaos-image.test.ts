import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quick, runMs } from '../support/run-ms.ts';

/** The step of the Dockerfile that takes out what breaks services on purpose, run as a build would run it. */

const cwd = mkdtempSync(join(tmpdir(), 'ms-chaos-image-'));
const shop = join(cwd, 'my-shop');
const chaos = join('packages', 'chassis', 'src', 'chaos');

beforeAll(async () => { await runMs(['create', 'my-shop', '--preset', 'shop', ...quick], { cwd }); });
afterAll(() => { rmSync(cwd, { recursive: true }); });

const built = (service: string, argument?: string): string => {
  const dockerfile = readFileSync(join(shop, 'services', service, 'Dockerfile'), 'utf8');
  const [, usual = ''] = /^ARG CHAOS=(\w+)$/m.exec(dockerfile) ?? [];
  const [, step = ''] = /^RUN (if .*)$/m.exec(dockerfile) ?? [];
  const copy = mkdtempSync(join(cwd, 'image-'));
  cpSync(shop, copy, { recursive: true });
  execFileSync('sh', ['-c', step], { cwd: copy, env: { ...process.env, CHAOS: argument ?? usual } });
  return copy;
};

test.each(['orders', 'inventory', 'payment', 'gateway'])('an image of %s has no code that breaks it, unless it is built for that', (service) => {
  expect(existsSync(join(built(service), chaos))).toBe(false);
  expect(existsSync(join(built(service, 'yes'), chaos))).toBe(false);
  expect(existsSync(join(built(service, 'on'), chaos))).toBe(true);
});

test('nothing of the chassis or of a service imports it', () => {
  const sources = readdirSync(shop, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts') && !path.startsWith(chaos));
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((path) => /from '[^']*\/chaos(?:\/[^']*)?'|import\('[^']*chaos/.test(readFileSync(join(shop, path), 'utf8')))).toEqual([]);
});
