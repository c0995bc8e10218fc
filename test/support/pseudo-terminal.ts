import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const launcher = join(import.meta.dirname, '..', '..', 'bin', 'create-microservice.js');

/** util-linux's `script` gives a program a terminal. */
export const hasPseudoTerminal = spawnSync('script', ['--version'], { stdio: 'ignore' }).status === 0;

/** Waits for a text on the screen, then types. */
export interface Turn {
  readonly see: string;
  readonly type: string;
}

/** Runs `create-microservice` on a terminal and answers its questions in turn. */
export const converse = (args: readonly string[], cwd: string, turns: readonly Turn[]): Promise<{ readonly code: number | null; readonly screen: string }> =>
  new Promise((resolve, reject) => {
    const line = [process.execPath, launcher, ...args].map((word) => `'${word}'`).join(' ');
    const child = spawn('script', ['--quiet', '--return', '--flush', '--command', line, '/dev/null'], { cwd, env: { ...process.env, CI: '', TERM: 'xterm' }, stdio: ['pipe', 'pipe', 'inherit'] });
    const left = [...turns];
    let [screen, looked] = ['', 0];
    child.stdout.on('data', (chunk: Buffer) => {
      screen += chunk.toString();
      const [turn] = left;
      const at = turn === undefined ? -1 : screen.indexOf(turn.see, looked);
      if (turn === undefined || at === -1) return;
      left.shift();
      looked = at + turn.see.length;
      child.stdin.write(turn.type);
    });
    child.on('error', reject);
    child.on('close', (code) => { resolve({ code, screen }); });
  });
