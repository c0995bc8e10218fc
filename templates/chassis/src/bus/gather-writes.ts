import type { Writable } from 'node:stream';

/**
 * Gathers what is written in one turn of the event loop into one system call. amqplib writes each frame by itself, and with noDelay each
 * becomes a packet of its own: for small messages that costs more than everything else together.
 */
export const gatherWrites = (stream: Writable): void => {
  const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
  let gathering = false;
  const release = (): void => {
    gathering = false;
    stream.uncork();
  };
  stream.write = (...args: unknown[]): boolean => {
    if (!gathering) {
      gathering = true;
      stream.cork();
      process.nextTick(release);
    }
    return write(...args);
  };
};
