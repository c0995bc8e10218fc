import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const script = fileURLToPath(new URL('serve.ts', import.meta.url));

export interface BrokerProcess {
  readonly url: string;
  /** kill -9 */
  readonly kill: () => Promise<void>;
}

const firstLine = async (child: ChildProcessWithoutNullStreams): Promise<string> => {
  for await (const chunk of child.stdout) return String(chunk).trim();
  throw new Error('the broker process ended before it printed its URL');
};

/** `limit`: the largest file it may write, in blocks of 1024 bytes; a write beyond it fails as on a full disk. */
export const startBrokerProcess = async (directory: string, limit?: number): Promise<BrokerProcess> => {
  const limited = `trap '' XFSZ; ulimit -f ${limit}; exec "$0" "$@"`;
  const child = limit === undefined ? spawn(process.execPath, [script, directory]) : spawn('bash', ['-c', limited, process.execPath, script, directory]);
  child.stderr.resume();
  const exited = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  onTestFinished(kill);
  return { url: await firstLine(child), kill };
};
