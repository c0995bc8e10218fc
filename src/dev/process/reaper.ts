import { spawn, type ChildProcess } from 'node:child_process';

/** Ends every process group it was told of as soon as this process is gone, for whatever reason, kill -9 included. */
export interface Reaper {
  /** The group leader's pid. */
  readonly watch: (pid: number) => void;
  readonly release: (pid: number) => void;
  readonly close: () => void;
}

/**
 * Each line is the whole list of groups, so a line that was cut off half-way is never acted upon. The end of the
 * input means that the other end of the pipe is gone. SIGINT first: Postgres and services then end in order.
 */
const SCRIPT = `
trap '' INT TERM HUP
groups=
while read -r line; do groups=$line; done
for group in $groups; do kill -INT -"$group" 2>/dev/null; done
for attempt in 1 2 3 4 5 6 7 8 9 10 11 12; do
  alive=
  for group in $groups; do kill -0 -"$group" 2>/dev/null && alive=yes; done
  [ -z "$alive" ] && exit 0
  sleep 0.2
done
for group in $groups; do kill -KILL -"$group" 2>/dev/null; done
`;

const start = (): ChildProcess => {
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'ms-dev-reaper'], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  child.unref();
  // A reaper that was killed is seen by its exit; the write that failed needs no report of its own.
  child.stdin?.on('error', () => undefined);
  return child;
};

/** A shell, because it takes a hundredth of the memory of a second Node. Windows has no process groups: there it does nothing. */
export const startReaper = (): Reaper => {
  if (process.platform === 'win32') return { watch: () => undefined, release: () => undefined, close: () => undefined };
  const groups = new Set<number>();
  let closed = false;
  let child = start();
  const tell = (): void => { child.stdin?.write(`${[...groups].join(' ')}\n`); };
  const restart = (): void => {
    if (closed) return;
    child = start();
    child.once('exit', restart);
    tell();
  };
  child.once('exit', restart);
  return {
    watch: (pid) => { groups.add(pid); tell(); },
    release: (pid) => { groups.delete(pid); tell(); },
    close: () => { closed = true; child.stdin?.end(); },
  };
};
