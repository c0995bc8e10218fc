import type { Metrics } from '../metrics/metrics.ts';
import type { BreakerState } from './circuit.ts';

/** Metrics of all calls to one service. */
export type TargetMetrics = {
  /** `outcome` is the status of the answer, or why there is none. */
  readonly observe: (route: string, outcome: string, seconds: number) => void;
  readonly breaker: (state: BreakerState) => void;
  readonly retried: () => void;
  /** An instance was left out. */
  readonly ejected: () => void;
  readonly started: () => void;
  readonly ended: () => void;
};

const breakerValues = { closed: 0, 'half-open': 1, open: 2 } satisfies Record<BreakerState, number>;

export const targetMetrics = (metrics: Metrics, target: string): TargetMetrics => {
  const { duration, breakerState, inFlight, retries, ejections } = instruments(metrics);
  const state = breakerState.labels({ target });
  const flying = inFlight.labels({ target });
  const retried = retries.labels({ target });
  const ejected = ejections.labels({ target });
  state.set(0);
  return {
    observe: (route, outcome, seconds) => { duration.labels({ target, route, outcome }).observe(seconds); },
    breaker: (value) => { state.set(breakerValues[value]); },
    retried: () => { retried.inc(); },
    ejected: () => { ejected.inc(); },
    started: () => { flying.inc(); },
    ended: () => { flying.dec(); },
  };
};

const createInstruments = (metrics: Metrics) => ({
  duration: metrics.histogram({ name: 'client_request_duration_seconds', help: 'Calls of other services, retries included', labelNames: ['target', 'route', 'outcome'] }),
  breakerState: metrics.gauge({ name: 'client_breaker_state', help: 'Circuit breaker: 0 closed, 1 half-open, 2 open', labelNames: ['target'] }),
  inFlight: metrics.gauge({ name: 'client_requests_in_flight', help: 'Calls of other services that wait for an answer', labelNames: ['target'] }),
  retries: metrics.counter({ name: 'client_retries_total', help: 'Attempts after the first', labelNames: ['target'] }),
  ejections: metrics.counter({ name: 'client_ejections_total', help: 'Instances left out because they failed several times in a row', labelNames: ['target'] }),
});

/** A name can be registered once; all clients of a service share it. */
const known = new WeakMap<Metrics, ReturnType<typeof createInstruments>>();

const instruments = (metrics: Metrics): ReturnType<typeof createInstruments> => {
  const made = known.get(metrics) ?? createInstruments(metrics);
  known.set(metrics, made);
  return made;
};
