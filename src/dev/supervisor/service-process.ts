import { spawn } from 'node:child_process';
import type { Environment } from '../environment.ts';
import { eachLine } from '../log/lines.ts';
import { endGroup } from '../process/process-group.ts';
import type { Reaper } from '../process/reaper.ts';
import { ENTRY, type ServiceDefinition } from '../services.ts';

export interface ServiceProcess {
  readonly pid: number;
  /** How it ended: `exit code 1`, `signal SIGKILL`. */
  readonly ended: Promise<string>;
  /** Asks it to drain, ends it when it does not. */
  readonly stop: () => Promise<void>;
}

export interface Start {
  readonly definition: ServiceDefinition;
  readonly environment: Environment;
  readonly reaper: Reaper;
  readonly line: (text: string) => void;
}

/** More than the drain time we give services (SHUTDOWN_GRACE_MS), so that it is the service that decides. */
const STOP_GRACE_MS = 3000;

/** Node before 24 warns that it strips types, once a process. */
const FLAGS = ['--disable-warning=ExperimentalWarning', '--env-file-if-exists=.env'];

/** Starts a service in a process group of its own: Ctrl-C in the terminal reaches us, and we decide the order. */
export const startProcess = ({ definition, environment, reaper, line }: Start): ServiceProcess => {
  const child = spawn(process.execPath, [...FLAGS, ENTRY], { cwd: definition.directory, env: environment, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const { pid } = child;
  if (pid === undefined) return { pid: 0, ended: Promise.resolve(`${process.execPath} could not be started`), stop: () => Promise.resolve() };
  reaper.watch(pid);
  eachLine(child.stdout, line);
  eachLine(child.stderr, line);
  const ended = new Promise<string>((resolve) => {
    child.once('close', (code, signal) => {
      reaper.release(pid);
      resolve(signal === null ? `exit code ${code ?? 0}` : `signal ${signal}`);
    });
  });
  const stop = async (): Promise<void> => {
    await endGroup(pid, 'SIGTERM', STOP_GRACE_MS);
    await ended;
  };
  return { pid, ended, stop };
};
