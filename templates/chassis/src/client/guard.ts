import { BrokenCircuitError, bulkhead, BulkheadRejectedError, handleWhen, retry } from 'cockatiel';
import { AttemptFailure } from './attempt-failure.ts';
import type { Breaker } from './breaker.ts';
import { ServiceUnavailable } from './client-errors.ts';
import type { Deadline } from './deadline.ts';
import { mayRepeat } from './repeat.ts';
import type { RetryBudget } from './retry-budget.ts';
import { retryBackoff } from './retry-backoff.ts';

export type GuardOptions = {
  readonly target: string;
  /** Both are the target's: what one client learns of it holds for all. */
  readonly breaker: Breaker;
  readonly budget: RetryBudget;
  /** Tries of one call in all, the first included. */
  readonly attempts: number;
  /** Calls in flight, and calls that may wait for a place. */
  readonly bulkhead: { readonly limit: number; readonly queue: number };
  readonly onRetry: () => void;
};

export type Guard = {
  /** Runs attempts until one succeeds or no more is allowed. Rejects with `AttemptFailure` or `ServiceUnavailable`. */
  readonly run: <Result>(attempt: () => Promise<Result>, call: GuardedCall) => Promise<Result>;
};

export type GuardedCall = { readonly idempotent: boolean; readonly deadline: Deadline };

/** From the outside in: bulkhead, retry, breaker. So each attempt counts for the breaker, and an open one ends the retries. */
export const createGuard = (options: GuardOptions): Guard => {
  const { target, breaker } = options;
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

const createRetry = ({ attempts, budget, onRetry }: GuardOptions) => {
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
