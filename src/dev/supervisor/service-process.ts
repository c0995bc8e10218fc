import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Environment } from '../environment.ts';
import { eachLine } from '../log/lines.ts';
import { endGroup, signalGroup } from '../process/process-group.ts';
import type { Reaper } from '../process/reaper.ts';
import { ENTRY, type ServiceDefinition } from '../services.ts';

export interface ServiceProcess {
  readonly pid: number;
  /** How it ended: `exit code 1`, `signal SIGKILL`. */
  readonly ended: Promise<string>;
  /** Asks it to drain, ends it when it does not. */
  readonly stop: () => Promise<void>;
  /** Without asking. */
  readonly kill: () => void;
}

export interface Start {
  readonly definition: ServiceDefinition;
  readonly environment: Environment;
  readonly reaper: Reaper;
  readonly line: (text: string) => void;
  /** Imported before the service: what lets `ms chaos` break its answers. */
  readonly preload: string | undefined;
}

/** More than the drain time we give services (SHUTDOWN_GRACE_MS), so that it is the service that decides. */
const STOP_GRACE_MS = 3000;

/**
 * Node before 24 warns that it strips types, once a process. A missing `.env` is the usual case; `--env-file-if-exists` would say so
 * in the log of each service at each start, so we look first. A small young generation saves 15 MB a service and costs nothing at the
 * load of one developer.
 */
const flags = (directory: string, preload: string | undefined): readonly string[] =>
  ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=2', ...preload === undefined ? [] : [`--import=${pathToFileURL(preload).href}`], ...existsSync(join(directory, '.env')) ? ['--env-file=.env'] : []];

/** Starts a service in a process group of its own: Ctrl-C in the terminal reaches us, and we decide the order. */
export const startProcess = ({ definition, environment, reaper, line, preload }: Start): ServiceProcess => {
  const child = spawn(process.execPath, [...flags(definition.directory, preload), ENTRY], { cwd: definition.directory, env: environment, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const { pid } = child;
  if (pid === undefined) return { pid: 0, ended: Promise.resolve(`${process.execPath} could not be started`), stop: () => Promise.resolve(), kill: () => undefined };
  reaper.watch(pid);
  eachLine(child.stdout, line);
  eachLine(child.stderr, line);
  // What it had started goes with it: it would hold ports, or our end of the pipes, against its next life.
  child.once('exit', () => { signalGroup(pid, 'SIGKILL'); });
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
  return { pid, ended, stop, kill: () => { signalGroup(pid, 'SIGKILL'); } };
};
