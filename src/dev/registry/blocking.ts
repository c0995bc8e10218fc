/** The index of the last change of each topic, and the wait for the next one: what Consul calls a blocking query. */
export interface Indexes {
  /** Records one change; returns its index. */
  readonly advance: (...topics: readonly string[]) => number;
  /** Index of a topic's last change; of a topic that never changed, the index of the first. */
  readonly of: (topic: string) => number;
  /** Resolves as soon as `read()` is beyond `index`, after `timeoutMs`, or when `signal` is aborted, whichever is first. */
  readonly beyond: (read: () => number, index: number, bounds: { readonly timeoutMs: number; readonly signal: AbortSignal }) => Promise<void>;
}

export const FIRST_INDEX = 1;

export const createIndexes = (): Indexes => {
  const byTopic = new Map<string, number>();
  const waiting = new Set<() => void>();
  let last = FIRST_INDEX;

  const advance = (...topics: readonly string[]): number => {
    last += 1;
    for (const topic of topics) byTopic.set(topic, last);
    // After the caller has stored what it changed: a query that wakes up must see the new state.
    queueMicrotask(() => { for (const wake of waiting) wake(); });
    return last;
  };

  const beyond: Indexes['beyond'] = (read, index, { timeoutMs, signal }) => new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      waiting.delete(wake);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const wake = (): void => { if (read() > index) finish(); };
    const timer = setTimeout(finish, timeoutMs);
    waiting.add(wake);
    signal.addEventListener('abort', finish);
    if (signal.aborted) finish();
    wake();
  });

  return { advance, of: (topic) => byTopic.get(topic) ?? FIRST_INDEX, beyond };
};
