import { AttemptFailure } from './attempt-failure.ts';
import type { Deadline } from './deadline.ts';
import { retryAfterMs } from './retry-after.ts';
import type { RetryBudget } from './retry-budget.ts';

const passing: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** Milliseconds that the target asked to be left alone. */
export const askedWait = (error: unknown): number =>
  error instanceof AttemptFailure && error.response !== undefined ? retryAfterMs(error.response.headers) ?? 0 : 0;

/**
 * Whether another attempt can help, cannot harm and is affordable; takes its price from the budget.
 * What was never sent may be repeated whatever it is, and costs nothing: the target has not had the load.
 */
export const mayRepeat = (error: unknown, call: { readonly idempotent: boolean; readonly deadline: Pick<Deadline, 'at'> }, budget: RetryBudget): boolean => {
  if (!(error instanceof AttemptFailure)) return false;
  if (error.kind === 'unreachable') return true;
  if (!call.idempotent || !canPass(error)) return false;
  return Date.now() + askedWait(error) < call.deadline.at && budget.withdraw();
};

const canPass = ({ kind, response }: AttemptFailure): boolean => kind === 'broken' || (response !== undefined && passing.has(response.status));
