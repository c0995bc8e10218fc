import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, readdirSync } from 'node:fs';

export interface Program {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** File that what it prints is appended to. */
  readonly log: string;
  /** Another user than ours: Postgres refuses root. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
}

export interface Process {
  readonly pid: number;
  readonly running: () => boolean;
  /** Resolves with the exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** To the process and all that it has started, children first, so that none is left to itself. */
  readonly signalTree: (signal: NodeJS.Signals) => void;
  readonly signal: (signal: NodeJS.Signals) => void;
}

/** So that nothing outlives a run, however it ends. */
const started = new Set<Process>();
process.on('exit', () => { for (const own of started) own.signalTree('SIGKILL'); });

export const startProcess = ({ file, args, cwd, env, log, user }: Program): Process => {
  const output = openSync(log, 'a');
  const child = spawn(file, args, { cwd, env, stdio: ['ignore', output, output], detached: true, ...user });
  closeSync(output);
  const pid = child.pid ?? 0;
  if (pid === 0) throw new Error(`${file} cannot be started`);
  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string);
  const signal = (name: NodeJS.Signals): void => { if (running()) child.kill(name); };
  const signalTree = (name: NodeJS.Signals): void => {
    if (!running()) return;
    for (const own of descendants(pid).toReversed()) sendTo(own, name);
    signal(name);
  };
  const own = { pid, running, ended, signal, signalTree };
  started.add(own);
  child.once('exit', () => { started.delete(own); });
  return own;
};

const sendTo = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
};

/** Parents before children. */
const descendants = (root: number): readonly number[] => {
  const children = Map.groupBy(everyProcess(), ({ parent }) => parent);
  const below = (pid: number): number[] => (children.get(pid) ?? []).flatMap((child) => [child.pid, ...below(child.pid)]);
  return below(root);
};

const everyProcess = (): readonly { readonly pid: number; readonly parent: number }[] =>
  readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      // The name in parentheses may hold spaces and parentheses itself; what follows it does not.
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return [{ pid: Number(name), parent }];
    } catch {
      return [];
    }
  });
