import { bulkhead, circuitBreaker, fullJitterGenerator, handleWhen, retry } from 'cockatiel';
import { BrokenCircuitError, BulkheadRejectedError, CircuitState, ConsecutiveBreaker, ExponentialBackoff } from 'cockatiel';
import { AttemptFailure, isRetryable } from './attempt-failure.ts';
import { ServiceUnavailable } from './client-errors.ts';

export type BreakerState = 'closed' | 'half-open' | 'open';

export type GuardOptions = {
  readonly target: string;
  /** Failures in a row that open the breaker. */
  readonly threshold: number;
  readonly halfOpenAfterMs: number;
  /** Tries of one call in all, the first included. */
  readonly attempts: number;
  /** Calls in flight, and calls that may wait for a place. */
  readonly bulkhead: { readonly limit: number; readonly queue: number };
  readonly onBreakerState: (state: BreakerState) => void;
  readonly onRetry: () => void;
};

export type Guard = {
  /** Runs attempts until one succeeds or no more is allowed. Rejects with `AttemptFailure` or `ServiceUnavailable`. */
  readonly run: <Result>(attempt: () => Promise<Result>, call: { readonly idempotent: boolean; readonly signal: AbortSignal }) => Promise<Result>;
};

/** From the outside in: bulkhead, retry, breaker. So each attempt counts for the breaker, and an open one ends the retries. */
export const createGuard = (options: GuardOptions): Guard => {
  const { target } = options;
  const breaker = createBreaker(options);
  const seats = bulkhead(options.bulkhead.limit, options.bulkhead.queue);
  const retries = { safe: createRetry(options, true), unsafe: createRetry(options, false) };

  const run: Guard['run'] = async (attempt, { idempotent, signal }) => {
    breaker.refuse();
    try {
      return await seats.execute(() => retries[idempotent ? 'safe' : 'unsafe'].execute(() => breaker.execute(attempt), signal), signal);
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw breaker.unavailable();
      if (error instanceof BulkheadRejectedError) throw new ServiceUnavailable(target, 'bulkhead-full');
      throw error;
    }
  };
  return { run };
};

const createRetry = ({ attempts, onRetry }: GuardOptions, idempotent: boolean) => {
  const backoff = new ExponentialBackoff({ generator: fullJitterGenerator, initialDelay: 50, maxDelay: 1_000 });
  const policy = retry(handleWhen((error) => isRetryable(error, idempotent)), { maxAttempts: attempts - 1, backoff });
  policy.onRetry(onRetry);
  return policy;
};

const stateNames = { [CircuitState.Closed]: 'closed', [CircuitState.HalfOpen]: 'half-open', [CircuitState.Open]: 'open', [CircuitState.Isolated]: 'open' } as const;

const createBreaker = ({ target, threshold, halfOpenAfterMs, onBreakerState }: GuardOptions) => {
  // A caller that leaves says nothing about the target; but when its call was the probe, nothing was proven either.
  const isFailure = (error: unknown): boolean => error instanceof AttemptFailure && (error.kind !== 'cancelled' || policy.state === CircuitState.HalfOpen);
  const policy = circuitBreaker(handleWhen(isFailure), { halfOpenAfter: halfOpenAfterMs, breaker: new ConsecutiveBreaker(threshold) });
  let closesAt = 0;
  policy.onBreak(() => { closesAt = Date.now() + halfOpenAfterMs; });
  policy.onStateChange((state) => { onBreakerState(stateNames[state]); });

  const unavailable = (): ServiceUnavailable =>
    new ServiceUnavailable(target, 'breaker-open', { retryAfter: Math.max(1, Math.ceil((closesAt - Date.now()) / 1000)) });
  // cockatiel lets callers wait for the end of the half-open probe; they would stand in line for a target that is probably down.
  const refuse = (): void => {
    if (policy.state === CircuitState.HalfOpen || (policy.state === CircuitState.Open && Date.now() < closesAt)) throw unavailable();
  };
  return { execute: <Result>(attempt: () => Promise<Result>) => policy.execute(attempt), refuse, unavailable };
};
