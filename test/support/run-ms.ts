import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const bin = join(import.meta.dirname, '..', '..', 'bin');

export interface Ran {
  /** Exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds after which it is killed with SIGKILL. */
  readonly killAfter?: number;
  /** A command to run it under, e.g. `['setpriv', '--reuid=65534']`. */
  readonly under?: readonly string[];
  readonly launcher?: 'ms' | 'create-microservice';
}

const start = (file: string, args: readonly string[], { cwd, env, killAfter }: RunOptions): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env: { ...process.env, FORCE_COLOR: '0', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => { output.stdout += chunk.toString(); });
    child.stderr.on('data', (chunk: Buffer) => { output.stderr += chunk.toString(); });
    if (killAfter !== undefined) setTimeout(() => { child.kill('SIGKILL'); }, killAfter).unref();
    child.on('error', reject);
    child.on('close', (code) => { resolve({ code, ...output }); });
  });

/** Runs the tool as users do, with nothing on stdin: exit code and everything it said. */
export const runMs = async (args: readonly string[], options: RunOptions): Promise<Ran> => {
  const [file = '', ...rest] = [...(options.under ?? []), process.execPath, join(bin, `${options.launcher ?? 'ms'}.js`), ...args];
  return start(file, rest, options);
};

/** An empty folder that is gone when the test is. */
export const emptyFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'ms-test-'));
  onTestFinished(() => { rmSync(folder, { recursive: true, force: true }); });
  return folder;
};

/** Flags that make a system fast: nothing is installed, and the tool is not packed. */
export const quick = ['--yes', '--no-install', '--no-git', '--tool', '^0.1.0'] as const;
