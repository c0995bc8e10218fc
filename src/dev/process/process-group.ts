import { setTimeout as sleep } from 'node:timers/promises';

/** True while any process of the group led by `pid` is there. */
export const groupIsAlive = (pid: number): boolean => signalGroup(pid, 0);

/** Sends a signal to a whole group; false when nobody was there to get it. */
export const signalGroup = (pid: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    return process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    return false;
  }
};

const POLL_MS = 10;

/** Asks a group to end, and ends it when it has not done so within `graceMs`. Resolves when nothing of it is left. */
export const endGroup = async (pid: number, signal: NodeJS.Signals, graceMs: number): Promise<void> => {
  const deadline = Date.now() + graceMs;
  signalGroup(pid, signal);
  while (groupIsAlive(pid)) {
    if (Date.now() > deadline) signalGroup(pid, 'SIGKILL');
    await sleep(POLL_MS);
  }
};
