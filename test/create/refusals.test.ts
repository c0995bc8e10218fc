import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { emptyFolder, quick, runMs } from '../support/run-ms.ts';

const create = (cwd: string, ...more: readonly string[]) => runMs(['create', 'my-shop', ...quick, ...more], { cwd });
const isRoot = process.getuid?.() === 0;

describe('what is there already', () => {
  test('a folder with files in it is refused, and with --force keeps what is in nobody\'s way', async () => {
    const cwd = emptyFolder();
    mkdirSync(join(cwd, 'my-shop'));
    writeFileSync(join(cwd, 'my-shop', 'notes.txt'), 'mine');
    writeFileSync(join(cwd, 'my-shop', 'package.json'), '{}');
    const refused = await create(cwd);
    expect([refused.code, readdirSync(join(cwd, 'my-shop')).toSorted()]).toEqual([3, ['notes.txt', 'package.json']]);
    expect(refused.stderr).toContain('--force');
    expect((await create(cwd, '--force')).code).toBe(0);
    expect(readFileSync(join(cwd, 'my-shop', 'notes.txt'), 'utf8')).toBe('mine');
    expect(readFileSync(join(cwd, 'my-shop', 'package.json'), 'utf8')).toContain('"my-shop"');
  });

  test('an empty folder is taken', async () => {
    const cwd = emptyFolder();
    mkdirSync(join(cwd, 'my-shop'));
    expect((await create(cwd)).code).toBe(0);
  });

  test('a file of that name is refused, with --force, too', async () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, 'my-shop'), 'mine');
    expect([(await create(cwd)).code, (await create(cwd, '--force')).code]).toEqual([3, 3]);
    expect(readFileSync(join(cwd, 'my-shop'), 'utf8')).toBe('mine');
  });

  test('a target inside a system is refused', async () => {
    const cwd = emptyFolder();
    await create(cwd);
    const { code, stderr } = await runMs(['create', 'inner', ...quick], { cwd: join(cwd, 'my-shop', 'services') });
    expect([code, stderr.includes('inside the system my-shop')]).toEqual([3, true]);
  });

  test('the same command twice changes nothing; other answers are refused', async () => {
    const cwd = emptyFolder();
    await create(cwd);
    const env = readFileSync(join(cwd, 'my-shop', '.env'), 'utf8');
    const again = await create(cwd);
    expect([again.code, again.stdout.includes('nothing to do')]).toEqual([0, true]);
    expect(readFileSync(join(cwd, 'my-shop', '.env'), 'utf8')).toBe(env);
    expect((await create(cwd, '--preset', 'shop')).code).toBe(3);
  });

  test.each(['{', '[]', '{"version":2}', '{"version":1,"tool":"1","answers":{},"files":{"a":{}}}'])('a corrupt manifest (%s) is refused with what to do', async (text) => {
    const cwd = emptyFolder();
    await create(cwd);
    writeFileSync(join(cwd, 'my-shop', '.ms', 'manifest.json'), text);
    const { code, stderr } = await create(cwd);
    expect([code, stderr.includes('git checkout .ms/manifest.json')]).toEqual([3, true]);
  });
});

describe('what can not be written', () => {
  const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];

  test('a read-only folder: one sentence, exit 3, nothing left', async () => {
    const cwd = emptyFolder();
    chmodSync(cwd, 0o555);
    onTestFinished(() => { chmodSync(cwd, 0o755); });
    const { code, stderr } = await runMs(['create', 'my-shop', ...quick], { cwd, env: { HOME: cwd }, ...(isRoot ? { under: nobody } : {}) });
    expect([code, stderr.includes('no permission to write'), readdirSync(cwd)]).toEqual([3, true, []]);
  });

  const mounted = (): string | undefined => {
    if (!isRoot) return undefined;
    const folder = mkdtempSync('/tmp/ms-full-');
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', folder], { stdio: 'ignore' });
      return folder;
    } catch {
      rmSync(folder, { recursive: true });
      return undefined;
    }
  };
  const full = mounted();

  test.skipIf(full === undefined)(full === undefined ? 'a full disk (skipped: a small file system can be mounted only as root)' : 'a full disk: one sentence, exit 1, nothing left', async () => {
    const folder = full ?? '';
    onTestFinished(() => { execFileSync('umount', [folder]); rmSync(folder, { recursive: true }); });
    const { code, stderr } = await create(folder);
    expect([code, stderr.includes('the disk is full'), readdirSync(folder)]).toEqual([1, true, []]);
  });
});
