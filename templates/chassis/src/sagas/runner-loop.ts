import { goOn, type Registered, type RunnerParts } from './runner.ts';
import { takeDue } from './saga-store.ts';
import { sagaTablesIn } from './saga-tables.ts';

export type RunnerLoop = {
  /** Begins no new step and waits for those in hand, `graceMs` at most; then their leases end and others go on. */
  readonly stop: (graceMs: number) => Promise<void>;
};

/** A notification can be lost with its connection, and the lease of a runner that was killed ends without one. */
const pollMs = 1_000;

export type LoopOptions = {
  readonly sagas: ReadonlyMap<string, Registered>;
  /** Sagas in hand at the same time. */
  readonly concurrency: number;
  readonly stop: AbortController;
};

/** Takes sagas that are due and goes on with them, for as long as it is not stopped. */
export const startRunner = (parts: RunnerParts, { sagas, concurrency, stop }: LoopOptions): RunnerLoop => {
  const { alarm, service: { log } } = parts;
  const leases = new Map([...sagas].map(([name, { leaseMs }]) => [name, leaseMs]));
  const inHand = new Set<Promise<void>>();

  /** How many it has taken. */
  const takeSome = async (): Promise<number> => {
    const limit = concurrency - inHand.size;
    if (limit === 0) return 0;
    const taken = await takeDue(sagaTablesIn(parts.db), { leases, limit });
    for (const saga of taken) {
      const work = goOn(parts, sagas.get(saga.name) as Registered, saga).finally(() => {
        inHand.delete(work);
        if (inHand.size === concurrency - 1) alarm.ring();
      });
      inHand.add(work);
    }
    return taken.length;
  };
  const run = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const taken = await takeSome().catch((error: unknown) => {
        log.warn({ err: error }, 'sagas wait; trying again');
        return 0;
      });
      if (taken === 0) await alarm.wait(pollMs);
    }
  };
  const running = run();
  return {
    stop: async (graceMs) => {
      stop.abort();
      alarm.ring();
      await running;
      await Promise.race([Promise.all(inHand), new Promise((resolve) => { setTimeout(resolve, graceMs).unref(); })]);
    },
  };
};
