import { keyOfSaga, type SagaKey } from './key.ts';
import { goOn, type Registered, type RunnerParts } from './runner.ts';
import { takeDue, type TakenSaga } from './saga-store.ts';
import { sagaTablesIn, type SagaRow } from './saga-tables.ts';

export type RunnerLoop = {
  readonly start: () => void;
  /** Whether it may begin a saga that is about to be started with a lease. */
  readonly hasRoom: () => boolean;
  /** Goes on with one that has just been started so. */
  readonly begin: (saga: SagaRow) => void;
  readonly hasInHand: (saga: SagaKey) => boolean;
  /** It has come to rest: nothing is left to be done for it. */
  readonly letGo: (saga: SagaKey) => void;
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
export const createRunner = (parts: RunnerParts, { sagas, concurrency, stop }: LoopOptions): RunnerLoop => {
  const { alarm, service: { log } } = parts;
  const inHand = new Map<string, Promise<void>>();

  const letGo = (saga: SagaKey): void => {
    if (inHand.delete(keyOfSaga(saga)) && inHand.size === concurrency - 1) alarm.ring();
  };
  const handle = (saga: TakenSaga): void => {
    const work = goOn(parts, sagas.get(saga.name) as Registered, saga).finally(() => { if (inHand.get(keyOfSaga(saga)) === work) letGo(saga); });
    inHand.set(keyOfSaga(saga), work);
  };
  /** How many it has taken. */
  const takeSome = async (): Promise<number> => {
    const limit = concurrency - inHand.size;
    if (limit <= 0) return 0;
    const leases = new Map([...sagas].map(([name, { leaseMs }]) => [name, leaseMs]));
    const taken = await takeDue(sagaTablesIn(parts.db), { leases, limit });
    taken.forEach(handle);
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
  let running: Promise<void> | undefined;
  return {
    start: () => { running = run(); },
    hasRoom: () => running !== undefined && !stop.signal.aborted && inHand.size < concurrency,
    begin: (saga) => { handle({ ...saga, interrupted: false }); },
    hasInHand: (saga) => inHand.has(keyOfSaga(saga)),
    letGo,
    stop: async (graceMs) => {
      stop.abort();
      alarm.ring();
      await running;
      await Promise.race([Promise.all(inHand.values()), new Promise((resolve) => { setTimeout(resolve, graceMs).unref(); })]);
    },
  };
};
