import type { SagaRow } from './saga-tables.ts';

/** Those who wait for sagas to come to rest, in whatever instance that happens. */
export type Waiters = {
  /** `woken` resolves when it is worth another look, or to what a look would find, and never rejects; `leave` when nobody waits for it any more. */
  readonly wait: (saga: string) => { readonly woken: Promise<SagaRow | undefined>; readonly leave: () => void };
  /** Of one saga, `<name> <id>`; of all where notifications may have been lost. `atRest`: of one that came to rest here. */
  readonly wake: (saga?: string, atRest?: SagaRow) => void;
};

export const createWaiters = (): Waiters => {
  const waiting = new Map<string, Set<(atRest: SagaRow | undefined) => void>>();
  return {
    wait: (saga) => {
      const { promise, resolve } = Promise.withResolvers<SagaRow | undefined>();
      const own = waiting.get(saga) ?? new Set();
      waiting.set(saga, own.add(resolve));
      const leave = (): void => {
        own.delete(resolve);
        if (own.size === 0 && waiting.get(saga) === own) waiting.delete(saga);
      };
      return { woken: promise, leave };
    },
    wake: (saga, atRest) => {
      const woken = saga === undefined ? [...waiting.values()] : [waiting.get(saga) ?? []];
      for (const own of woken) for (const resolve of own) resolve(atRest);
    },
  };
};
