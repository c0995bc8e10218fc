import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, systemFolder } from '../../../test/support/system-folder.ts';
import { captured } from '../../../test/support/terminal.ts';
import { command as lint } from '../commands/lint.ts';
import { runCommand } from '../program.ts';
import { changedFiles } from './changed-files.ts';

const git = (cwd: string, ...args: readonly string[]): void => {
  execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false', ...args], { cwd, stdio: 'pipe' });
};

const committed = (root: string): string => {
  git(root, 'init', '--quiet', '--initial-branch=main');
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--message', 'first');
  return root;
};

describe('changed files', { timeout: 30_000 }, () => {
  it('are committed, changed, new and renamed ones, whatever their names', async () => {
    const root = committed(folderWith([['a.ts', '1'], ['b.ts', '1'], ['old.ts', 'a long enough text to be seen as renamed'], ['same.ts', '1']]));
    git(root, 'checkout', '--quiet', '-b', 'topic');
    writeFileSync(join(root, 'a.ts'), '2');
    git(root, 'commit', '--quiet', '--all', '--message', 'second');
    writeFileSync(join(root, 'b.ts'), '2');
    renameSync(join(root, 'old.ts'), join(root, 'new.ts'));
    writeFileSync(join(root, 'ä "x".ts'), '1');
    expect(await changedFiles(root, 'main')).toEqual(['a.ts', 'b.ts', 'new.ts', 'old.ts', 'ä "x".ts']);
  });

  it('do not hold what the other branch did meanwhile', async () => {
    const root = committed(folderWith([['a.ts', '1'], ['b.ts', '1']]));
    git(root, 'checkout', '--quiet', '-b', 'topic');
    writeFileSync(join(root, 'a.ts'), '2');
    git(root, 'commit', '--quiet', '--all', '--message', 'ours');
    git(root, 'checkout', '--quiet', 'main');
    writeFileSync(join(root, 'b.ts'), '2');
    git(root, 'commit', '--quiet', '--all', '--message', 'theirs');
    git(root, 'checkout', '--quiet', 'topic');
    expect(await changedFiles(root, 'main')).toEqual(['a.ts']);
  });

  it('are relative to the root of the system, which may be a folder of the repository', async () => {
    const root = committed(folderWith([['shop/a.ts', '1'], ['other/b.ts', '1']]));
    writeFileSync(join(root, 'shop', 'a.ts'), '2');
    writeFileSync(join(root, 'other', 'b.ts'), '2');
    expect(await changedFiles(join(root, 'shop'), 'HEAD')).toEqual(['a.ts']);
  });

  it.each([['nowhere'], ['--help'], ['']])('need a commit that is there, not %j', async (ref) => {
    await expect(changedFiles(committed(folderWith([['a.ts', '1']])), ref)).rejects.toMatchObject({ code: 2, message: `--changed ${ref}: git knows no such commit`, hint: expect.stringContaining('fetch-depth: 0') as string });
  });

  it('need a repository', async () => {
    await expect(changedFiles(folderWith([['a.ts', '1']]), 'HEAD')).rejects.toMatchObject({ code: 2, message: '--changed needs a git repository, and this is none' });
  });
});

describe('ms lint --changed', { timeout: 30_000 }, () => {
  const run = async (cwd: string, ...args: readonly string[]) => {
    const terminal = captured();
    const code = await runCommand(lint, ['--cwd', cwd, '--json', ...args], terminal);
    const { findings } = JSON.parse(terminal.stdout()) as { readonly findings: readonly { readonly services: readonly string[] }[] };
    return { code, services: [...new Set(findings.flatMap(({ services }) => services))], said: terminal.stderr() };
  };

  it('reports what is about the services that changed, by the model of the whole system', async () => {
    const root = committed(systemFolder('express-axios'));
    expect(await run(root, '--changed', 'HEAD')).toEqual({ code: 0, services: [], said: 'changed since HEAD: 0 of 3 services' });
    appendFileSync(join(root, 'stock/src/index.js'), '\n');
    expect(await run(root, '--changed', 'HEAD')).toMatchObject({ said: 'changed since HEAD: 1 of 3 services (stock)', services: expect.arrayContaining(['stock']) as string[] });
    mkdirSync(join(root, 'orders/src/x'));
    writeFileSync(join(root, 'orders/src/x/y.js'), '1;\n');
    expect(await run(root, '--changed', 'HEAD')).toMatchObject({ code: 1, said: 'changed since HEAD: 2 of 3 services (orders, stock)' });
  });

  it('reports everything when the configuration changed', async () => {
    const root = committed(systemFolder('express-axios'));
    writeFileSync(join(root, 'ms.config.json'), '{}');
    expect(await run(root, '--changed', 'HEAD')).toMatchObject({ code: 1, said: '' });
  });
});
