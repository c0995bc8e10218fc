import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closers } from './gateway.fixture.ts';

/** Starts the process of `gateway-process.fixture.ts` in front of a service. */
export const startGatewayProcess = async (service: string, env: Record<string, string> = {}) => {
  const child = fork(join(import.meta.dirname, 'gateway-process.fixture.ts'), { env: { ...process.env, STATIC_SERVICES: `open=${service}`, ...env }, execArgv: [] });
  closers.push(() => child.kill('SIGKILL'));
  const [{ url }] = await once(child, 'message') as [{ readonly url: string }];
  const status = (field: string): number => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;
  return {
    url,
    /** Megabytes that it holds now, and has held at most. */
    memory: () => status('VmRSS'),
    peak: () => status('VmHWM'),
  };
};
