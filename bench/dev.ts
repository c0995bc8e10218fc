import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { interleave, print, run } from './measure.ts';

const launcher = join(import.meta.dirname, '..', 'bin', 'create-microservice.js');

/** Proportional set size of a process and of all its descendants, in MB. Linux only: other systems do not tell shared memory apart. */
const memoryOfTree = (root: number): number => {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map(pids.flatMap((pid) => {
    try { return [[pid, Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])]]; } catch { return []; }
  }));
  const isBelow = (pid: number): boolean => pid === root || (pid > 1 && isBelow(parents.get(pid) ?? 0));
  const pss = (pid: number): number => {
    try { return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0); } catch { return 0; }
  };
  return pids.filter(isBelow).reduce((sum, pid) => sum + pss(pid), 0) / 1024;
};

interface Start {
  readonly readyMs: number;
  readonly memoryMb: number;
}

const startOnce = async (system: string): Promise<Start> => {
  const begin = performance.now();
  const child = spawn(process.execPath, [join('node_modules', 'create-microservice', 'bin', 'ms.js'), 'dev', '--no-watch'], { cwd: system, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  return new Promise((resolve, reject) => {
    const look = (chunk: Buffer): void => {
      output += chunk.toString();
      if (!/\bready in\b/.test(output) || child.killed) return;
      const result = { readyMs: performance.now() - begin, memoryMb: memoryOfTree(child.pid ?? 0) };
      child.once('exit', () => { resolve(result); });
      child.kill('SIGINT');
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.once('exit', (code) => { if (!/\bready in\b/.test(output)) reject(new Error(`ms dev exited ${String(code)}\n${output}`)); });
  });
};

/** Time until every service of the shop is ready, and the memory of all processes then. The first start is cold (it makes the database cluster). */
export const dev = async (): Promise<void> => {
  const parent = mkdtempSync(join(tmpdir(), 'ms-bench-'));
  const system = join(parent, 'my-shop');
  try {
    await run({ file: process.execPath, args: [launcher, 'my-shop', '--preset', 'shop', '--yes', '--pm', 'npm', '--no-git'], cwd: parent });
    const cold = await startOnce(system);
    let memoryMb = cold.memoryMb;
    const rows = await interleave([{ name: 'ms dev, shop, warm', round: async () => {
      const start = await startOnce(system);
      memoryMb = start.memoryMb;
      return start.readyMs;
    } }]);
    print('ms dev until ready', 'ms', [{ name: 'ms dev, shop, cold (once)', median: cold.readyMs, min: cold.readyMs, max: cold.readyMs }, ...rows]);
    console.log(`  memory of all processes when ready: ${memoryMb.toFixed(0)} MB (proportional set size)`);
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
};
