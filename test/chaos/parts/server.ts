import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../eventually.ts';
import { startProcess, type Process, type Program } from './process.ts';

export type ServerName = 'postgres' | 'rabbitmq' | 'redis' | 'consul';

/** How one kind of server is run. */
export interface ServerKind {
  readonly name: ServerName;
  readonly port: number;
  /** Before its first start. */
  readonly prepare: () => Promise<void>;
  readonly program: () => Program;
  readonly answers: () => Promise<boolean>;
  /** What it leaves behind that is no child of its. */
  readonly cleanUp?: () => Promise<void>;
}

/** A server that can be killed and started again on its data. */
export interface Server {
  readonly name: ServerName;
  readonly port: number;
  readonly start: () => Promise<void>;
  readonly kill: () => Promise<void>;
  readonly freeze: () => void;
  readonly thaw: () => void;
  readonly close: () => Promise<void>;
}

const startTimeoutMs = 60_000;

export const createServerPart = async (kind: ServerKind): Promise<Server> => {
  const { name, port, prepare, program, answers, cleanUp } = kind;
  let current: Process | undefined;
  await prepare();
  const kill = async (): Promise<void> => {
    // Stopped first: a tree that goes on would start children while it is read.
    current?.signalTree('SIGSTOP');
    current?.signalTree('SIGKILL');
    await current?.ended;
  };
  const ensure = async (): Promise<boolean> => {
    // Right after a kill a start may find the last traces of the one before.
    if (current?.running() !== true) {
      current = startProcess(program());
      await delay(200);
    }
    return answers();
  };
  return {
    name, port, kill,
    start: () => eventually(`${name} answers`, ensure, startTimeoutMs),
    freeze: () => { current?.signalTree('SIGSTOP'); },
    thaw: () => { current?.signalTree('SIGCONT'); },
    close: async () => {
      await kill();
      await cleanUp?.();
    },
  };
};
