import type { DestinationStream } from 'pino';

export interface BufferedOutput extends DestinationStream {
  /** pino calls it after a fatal line. */
  readonly flushSync: () => void;
}

const fullAt = 16 * 1024;
const longestWait = 100;

/**
 * Standard output in few writes: lines wait for 16 KiB or 100 ms, for a write of each would cost a good part of the
 * throughput. What waits is written at exit. A reader that has gone (a closed pipe) does not end the service.
 */
export const openStandardOutput = (): BufferedOutput => {
  let waiting = '';
  let timer: NodeJS.Timeout | undefined;
  const flushSync = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting !== '') process.stdout.write(waiting);
    waiting = '';
  };
  process.stdout.on('error', () => {});
  process.on('exit', flushSync);
  return {
    flushSync,
    write: (line) => {
      waiting += line;
      if (waiting.length >= fullAt) flushSync();
      else timer ??= setTimeout(flushSync, longestWait).unref();
    },
  };
};
