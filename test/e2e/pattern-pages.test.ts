import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createSystem } from '../demo/chapters/create.ts';
import { startSystem, stopSystem } from '../demo/chapters/start.ts';
import type { Running } from '../demo/system.ts';
import { commandsIn, isAsShown } from '../support/console-blocks.ts';

/** The pages on patterns that a system is made with, read by one who does what they say: every command is run, and must print what the page shows. */

const templates = join(import.meta.dirname, '..', '..', 'templates', 'system');
const parent = mkdtempSync(join(tmpdir(), 'ms-pages-'));
const marker = '--- next command ---';
/** Layers of templates: a page of a later one stands in for that of an earlier one. */
const presets = { shop: ['base', '+shop'], minimal: ['base'] } as const;

const pagesOf = (preset: keyof typeof presets): readonly string[] => {
  const files = new Set(presets[preset].flatMap((layer) => readdirSync(join(templates, layer, 'docs', 'patterns'))));
  return [...files].map((name) => name.replace(/\.hbs$/, '')).filter((name) => name !== 'README.md');
};

/** The pages tell of the servers that `ms dev` brings, so those of this machine are hidden. */
const servers = ['POSTGRES_URL', 'RABBITMQ_URL', 'REDIS_URL', 'CONSUL_URL'];

beforeAll(() => { for (const name of servers) vi.stubEnv(name, undefined); });
afterAll(() => {
  rmSync(parent, { recursive: true, force: true });
  vi.unstubAllEnvs();
});

const pageOf = (dir: string, name: string): string => readFileSync(join(dir, 'docs', 'patterns', name), 'utf8');

/** Commands in one shell, as in one terminal. */
const printedBy = async (dir: string, commands: readonly string[]): Promise<readonly string[]> => {
  const script = commands.join(`\necho '${marker}'\n`);
  const env = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}` };
  const { stdout } = await promisify(execFile)('bash', ['-c', script], { cwd: dir, env, timeout: 120_000 }).catch((error: unknown) => error as { readonly stdout: string });
  return stdout.split(`${marker}\n`);
};

// One after the other: both have the ports that the pages tell of.
describe.each(['shop', 'minimal'] as const)('pages on patterns of a system of preset %s', (preset) => {
  let running: Running | null = null;
  beforeAll(async () => { running = await startSystem(await createSystem(parent, preset)); });
  afterAll(async () => { if (running !== null) await stopSystem(running); });

  test.each(pagesOf(preset))('%s', async (name) => {
    const dir = running?.dir ?? '';
    const before = commandsIn(pageOf(dir, 'README.md'));
    const shown = commandsIn(pageOf(dir, name));
    expect(shown.length).toBeGreaterThan(1);
    const printed = (await printedBy(dir, [...before, ...shown].map(({ command }) => command))).slice(before.length);
    const wrong = shown.flatMap((one, index) => (isAsShown(printed[index] ?? '', one) ? [] : [{ ...one, printed: printed[index] }]));
    expect(wrong).toEqual([]);
  });
});
