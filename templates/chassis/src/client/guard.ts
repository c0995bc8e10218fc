import { bulkhead, circuitBreaker, handleWhen, retry } from 'cockatiel';
import { BrokenCircuitError, BulkheadRejectedError, CircuitState, ConsecutiveBreaker } from 'cockatiel';
import { AttemptFailure, isFault } from './attempt-failure.ts';
import { ServiceUnavailable } from './client-errors.ts';
import type { Deadline } from './deadline.ts';
import { mayRepeat } from './repeat.ts';
import { createRetryBudget } from './retry-budget.ts';
import { retryBackoff } from './retry-backoff.ts';

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
  readonly run: <Result>(attempt: () => Promise<Result>, call: GuardedCall) => Promise<Result>;
};

export type GuardedCall = { readonly idempotent: boolean; readonly deadline: Deadline };

/** From the outside in: bulkhead, retry, breaker. So each attempt counts for the breaker, and an open one ends the retries. */
export const createGuard = (options: GuardOptions): Guard => {
  const { target } = options;
  const breaker = createBreaker(options);
  const seats = bulkhead(options.bulkhead.limit, options.bulkhead.queue);
  const retries = createRetry(options);

  const run: Guard['run'] = async (attempt, call) => {
    breaker.refuse();
    const { signal } = call.deadline;
    try {
      return await seats.execute(() => retries(() => breaker.execute(attempt), call), signal);
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw breaker.unavailable();
      if (error instanceof BulkheadRejectedError) throw new ServiceUnavailable(target, 'bulkhead-full');
      throw error;
    }
  };
  return { run };
};

const createRetry = ({ attempts, onRetry }: GuardOptions) => {
  const budget = createRetryBudget();
  // Decided where the call is known: the policy is one for all calls.
  const repeatable = new WeakSet<Error>();
  const policy = retry(handleWhen((error) => error instanceof Error && repeatable.has(error)), { maxAttempts: attempts - 1, backoff: retryBackoff });
  policy.onRetry(onRetry);

  return async <Result>(attempt: () => Promise<Result>, call: GuardedCall): Promise<Result> => {
    budget.deposit();
    let tries = 0;
    const judged = async (): Promise<Result> => {
      tries += 1;
      return attempt().catch((error: unknown) => {
        if (tries < attempts && error instanceof AttemptFailure && mayRepeat(error, call, budget)) repeatable.add(error);
        throw error;
      });
    };
    return policy.execute(judged, call.deadline.signal);
  };
};

const stateNames = { [CircuitState.Closed]: 'closed', [CircuitState.HalfOpen]: 'half-open', [CircuitState.Open]: 'open', [CircuitState.Isolated]: 'open' } as const;

const createBreaker = ({ target, threshold, halfOpenAfterMs, onBreakerState }: GuardOptions) => {
  // A caller that leaves says nothing about the target; but when its call was the probe, nothing was proven either.
  const isFailure = (error: unknown): boolean => isFault(error) || (error instanceof AttemptFailure && policy.state === CircuitState.HalfOpen);
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
