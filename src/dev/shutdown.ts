/** Signals that end `ms dev`. A closed terminal counts. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Interruption {
  /** Resolves at the first signal. */
  readonly first: Promise<NodeJS.Signals>;
  /** Resolves at the second: whoever asks twice does not want to wait. */
  readonly second: Promise<NodeJS.Signals>;
  readonly received: () => boolean;
  readonly stopListening: () => void;
}

export const listenForInterruption = (): Interruption => {
  const first = Promise.withResolvers<NodeJS.Signals>();
  const second = Promise.withResolvers<NodeJS.Signals>();
  let count = 0;
  const listener = (signal: NodeJS.Signals): void => {
    count += 1;
    (count === 1 ? first : second).resolve(signal);
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return {
    first: first.promise,
    second: second.promise,
    received: () => count > 0,
    stopListening: () => { for (const signal of SIGNALS) process.off(signal, listener); },
  };
};
