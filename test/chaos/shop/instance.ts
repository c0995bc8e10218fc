import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../eventually.ts';
import { startProcess, type Process, type Program } from '../parts/process.ts';

export interface InstanceOptions {
  /** `orders-1` */
  readonly name: string;
  readonly port: number;
  readonly program: Program;
}

/** A place where a copy of a service runs, and runs again when it has ended, as an orchestrator would have it. */
export interface Instance {
  readonly name: string;
  readonly url: string;
  readonly start: () => void;
  readonly ready: () => Promise<boolean>;
  /** `kill -9`; it is started again after `downMs`. */
  readonly kill: (downMs: number) => Promise<void>;
  /** SIGTERM, its end, a new start, until it is ready. Resolves with how it ended. */
  readonly restart: () => Promise<number | string>;
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** How it ended when nobody had asked it to, after it had been ready. */
  readonly deaths: () => readonly string[];
  readonly close: () => Promise<void>;
}

const pauseBeforeRestartMs = 1_000;
const readyWithinMs = 60_000;
/** Draining, requests in hand and closing at their longest, and some. */
const endWithinMs = 25_000;

export const createInstance = ({ name, port, program }: InstanceOptions): Instance => {
  const url = `http://127.0.0.1:${port}`;
  const deaths: string[] = [];
  let current: Process | undefined;
  let wasReady = false;
  let supervised = false;

  const ready = async (): Promise<boolean> => {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(3_000) }).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok === true) wasReady = true;
    return response?.ok === true;
  };
  const start = (): void => {
    // Faults may overlap: whoever comes second finds it started again.
    if (current?.running() === true) return;
    supervised = true;
    wasReady = false;
    current = startProcess(program);
    void startAgain(current);
  };
  const startAgain = async (own: Process): Promise<void> => {
    const how = await own.ended;
    if (!supervised || current !== own) return;
    if (wasReady) deaths.push(`${name} ended with ${how}`);
    await delay(pauseBeforeRestartMs);
    if (supervised && current === own) start();
  };
  const end = async (signal: NodeJS.Signals): Promise<number | string> => {
    supervised = false;
    const own = current;
    own?.signal(signal);
    // One that is stopped would take no SIGTERM.
    own?.signal('SIGCONT');
    const how = await Promise.race([own?.ended, delay(endWithinMs, 'nothing in time', { ref: false })]);
    own?.signal('SIGKILL');
    await own?.ended;
    return how ?? 0;
  };
  return {
    name, url, start, ready,
    kill: async (downMs) => {
      await end('SIGKILL');
      await delay(downMs);
      start();
    },
    restart: async () => {
      const how = await end('SIGTERM');
      start();
      await eventually(`${name} is ready`, ready, readyWithinMs);
      return how;
    },
    freeze: () => { current?.signal('SIGSTOP'); },
    thaw: () => { current?.signal('SIGCONT'); },
    deaths: () => deaths,
    close: async () => { await end('SIGKILL'); },
  };
};
