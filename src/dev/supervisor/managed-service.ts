import type { ServiceDefinition } from '../services.ts';
import { countCrash, restartDelay } from './backoff.ts';
import { followReadiness } from './readiness.ts';
import type { ServiceProcess } from './service-process.ts';

type State = 'starting' | 'ready' | 'unready' | 'stopping' | 'stopped' | 'crashed';

export interface ServiceStatus {
  readonly name: string;
  readonly state: State;
  /** null while no process is there. */
  readonly pid: number | null;
  readonly port: number;
  readonly url: string;
  /** How often it was started again, for whatever reason. */
  readonly restarts: number;
  /** How the last process ended when nobody had asked it to; null when none did. */
  readonly lastCrash: string | null;
}

export interface ManagedService {
  readonly definition: ServiceDefinition;
  readonly status: () => ServiceStatus;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly restart: () => Promise<void>;
  /** As a crash: nobody is asked, and it is started again like after any other. */
  readonly kill: () => void;
}

export interface ManagedServiceOptions {
  readonly definition: ServiceDefinition;
  readonly port: number;
  /** Starts a process; waits for what the service needs. */
  readonly launch: () => Promise<ServiceProcess>;
  readonly changed: (status: ServiceStatus) => void;
  readonly crashed: (how: string, restartInMs: number) => void;
}

/** One service over the lives of its processes. Requests to start, stop and restart are carried out one after the other. */
export const manageService = ({ definition, port, launch, changed, crashed }: ManagedServiceOptions): ManagedService => {
  let state: State = 'stopped';
  let current: ServiceProcess | undefined;
  let monitor = new AbortController();
  let restartTimer: NodeJS.Timeout | undefined;
  let starts = 0;
  let crashes = 0;
  let lastCrash: string | null = null;
  let queue: Promise<void> = Promise.resolve();

  const status = (): ServiceStatus => ({
    name: definition.name, state, pid: current?.pid ?? null, port, url: `http://127.0.0.1:${port}`, restarts: Math.max(starts - 1, 0), lastCrash,
  });

  const enter = (next: State): void => {
    state = next;
    changed(status());
  };

  const followEnd = async (process: ServiceProcess, startedAt: number): Promise<void> => {
    const how = await process.ended;
    if (current !== process || state === 'stopping') return;
    monitor.abort();
    current = undefined;
    lastCrash = how;
    crashes = countCrash(crashes, Date.now() - startedAt);
    const delay = restartDelay(crashes);
    enter('crashed');
    crashed(how, delay);
    restartTimer = setTimeout(() => void start(), delay);
  };

  const doStart = async (): Promise<void> => {
    clearTimeout(restartTimer);
    if (current !== undefined) return;
    enter('starting');
    const process = await launch();
    current = process;
    starts += 1;
    monitor = new AbortController();
    void followEnd(process, Date.now());
    void followReadiness(port, monitor.signal, (ready) => { enter(ready ? 'ready' : 'unready'); });
  };

  const doStop = async (): Promise<void> => {
    clearTimeout(restartTimer);
    monitor.abort();
    crashes = 0;
    if (current !== undefined) {
      enter('stopping');
      await current.stop();
      current = undefined;
    }
    enter('stopped');
  };

  const inTurn = (work: () => Promise<void>): Promise<void> => {
    queue = queue.then(work, work);
    return queue;
  };

  const start = (): Promise<void> => inTurn(doStart);
  const restart = (): Promise<void> => inTurn(async () => {
    await doStop();
    await doStart();
  });

  return { definition, status, start, stop: () => inTurn(doStop), restart, kill: () => { current?.kill(); } };
};
