import type { BreakerState } from '../client/circuit.ts';
import type { Metrics } from '../metrics/metrics.ts';

/** `away`: the store could not be asked, so the source was. */
export type ReadOutcome = 'hit' | 'miss' | 'away';
/** `nothing`: the source has none. */
export type LoadOutcome = 'loaded' | 'nothing' | 'failed';

export type CacheMetrics = {
  readonly read: (outcome: ReadOutcome) => void;
  readonly loaded: (outcome: LoadOutcome, seconds: number) => void;
  readonly forgotten: () => void;
  readonly failed: (operation: 'read' | 'write' | 'forget') => void;
};

export type CachesMetrics = {
  readonly of: (cache: string) => CacheMetrics;
  readonly circuit: (state: BreakerState) => void;
};

const states = { closed: 0, 'half-open': 1, open: 2 } satisfies Record<BreakerState, number>;

export const cachesMetrics = (metrics: Metrics): CachesMetrics => {
  const reads = metrics.counter({ name: 'cache_reads_total', help: 'Values that were asked for: hit, miss, or away where the store could not be asked', labelNames: ['cache', 'outcome'] });
  const loads = metrics.histogram({ name: 'cache_load_duration_seconds', help: 'Loads of a value from its source', labelNames: ['cache', 'outcome'] });
  const forgotten = metrics.counter({ name: 'cache_forgotten_total', help: 'Times that a key, or the whole cache, was forgotten', labelNames: ['cache'] });
  const errors = metrics.counter({ name: 'cache_errors_total', help: 'Operations of the store that failed', labelNames: ['cache', 'operation'] });
  const circuit = metrics.gauge({ name: 'cache_circuit_state', help: 'Circuit to the store: 0 closed, 1 half-open, 2 open' });
  circuit.set(0);
  return {
    of: (cache) => ({
      read: (outcome) => { reads.labels({ cache, outcome }).inc(); },
      loaded: (outcome, seconds) => { loads.labels({ cache, outcome }).observe(seconds); },
      forgotten: () => { forgotten.labels({ cache }).inc(); },
      failed: (operation) => { errors.labels({ cache, operation }).inc(); },
    }),
    circuit: (state) => { circuit.set(states[state]); },
  };
};
