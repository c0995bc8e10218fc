import { BrokenCircuitError } from 'cockatiel';
import { createCircuit, type BreakerState } from '../client/circuit.ts';
import type { CacheStore } from './cache-store.ts';

/** The store cannot be asked, or did not answer in time. */
export class CacheAway extends Error {
  override readonly name = 'CacheAway';
}

/** Failures in a row after which nobody waits for the store any more. */
const threshold = 5;
const halfOpenAfterMs = 5_000;

/** Fails at once while the store is away. */
export const guardedStore = (store: CacheStore, onState: (state: BreakerState) => void): CacheStore => {
  const circuit = createCircuit({ threshold, halfOpenAfterMs, isFailure: () => true, onState });
  const guarded = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (circuit.refuses()) throw new CacheAway('the store has failed several times in a row and is being left alone for a while');
    return circuit.execute(work).catch((cause: unknown) => { throw new CacheAway(cause instanceof BrokenCircuitError ? 'the store is being left alone' : 'the store did not answer', { cause }); });
  };
  return {
    read: (keys) => guarded(() => store.read(keys)),
    write: (key, text, ttlMs) => guarded(() => store.write(key, text, ttlMs)),
  };
};
