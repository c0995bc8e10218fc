import { circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhen } from 'cockatiel';

export type BreakerState = 'closed' | 'half-open' | 'open';

export type CircuitOptions = {
  /** Failures in a row that open it. */
  readonly threshold: number;
  readonly halfOpenAfterMs: number;
  /** Whether an error speaks against what is asked; `probing`: it was the one attempt that decides whether the breaker closes. */
  readonly isFailure: (error: unknown, probing: boolean) => boolean;
  readonly onState: (state: BreakerState) => void;
};

export type Circuit = {
  /** Rejects with cockatiel's `BrokenCircuitError` while it is open. */
  readonly execute: <Result>(attempt: () => Promise<Result>) => Promise<Result>;
  /** Whether an attempt would be refused now. */
  readonly refuses: () => boolean;
  /** Milliseconds until the next attempt is let through. */
  readonly remainingMs: () => number;
};

const stateNames = { [CircuitState.Closed]: 'closed', [CircuitState.HalfOpen]: 'half-open', [CircuitState.Open]: 'open', [CircuitState.Isolated]: 'open' } as const;

/** A circuit breaker that lets nobody wait for the end of another one's probe, as cockatiel does: they would stand in line for what is probably down. */
export const createCircuit = ({ threshold, halfOpenAfterMs, isFailure, onState }: CircuitOptions): Circuit => {
  const counts = (error: unknown): boolean => isFailure(error, policy.state === CircuitState.HalfOpen);
  const policy = circuitBreaker(handleWhen(counts), { halfOpenAfter: halfOpenAfterMs, breaker: new ConsecutiveBreaker(threshold) });
  let closesAt = 0;
  policy.onBreak(() => { closesAt = Date.now() + halfOpenAfterMs; });
  policy.onStateChange((state) => { onState(stateNames[state]); });
  return {
    execute: (attempt) => policy.execute(attempt),
    refuses: () => policy.state === CircuitState.HalfOpen || (policy.state === CircuitState.Open && Date.now() < closesAt),
    remainingMs: () => Math.max(0, closesAt - Date.now()),
  };
};
