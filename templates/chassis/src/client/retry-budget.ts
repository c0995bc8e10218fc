/** What may be repeated: a share of all calls, so that repeats never multiply an outage. */
export type RetryBudget = {
  /** Counts a call. */
  readonly deposit: () => void;
  /** Takes what one repeat costs; false when the budget is spent. */
  readonly withdraw: () => boolean;
};

export type RetryBudgetOptions = {
  /** Repeats for each call. Default 0.1. */
  readonly ratio?: number;
  /** Repeats a second whatever the traffic, so that a service with few calls can repeat at all. Default 5. */
  readonly perSecond?: number;
  /** Milliseconds. Default: the monotonic clock. */
  readonly now?: () => number;
};

/** Seconds of the minimum that can be saved up for a burst, such as an instance that dies with its requests in flight. */
const SAVED_S = 10;

/** A bucket of tokens: a repeat takes one, calls and time fill it. */
export const createRetryBudget = ({ ratio = 0.1, perSecond = 5, now = () => performance.now() }: RetryBudgetOptions = {}): RetryBudget => {
  const capacity = perSecond * SAVED_S;
  let tokens = capacity;
  let filledAt = now();
  const fill = (): void => {
    const time = now();
    tokens = Math.min(capacity, tokens + ((time - filledAt) / 1000) * perSecond);
    filledAt = time;
  };
  return {
    deposit: () => { tokens = Math.min(capacity, tokens + ratio); },
    withdraw: () => {
      fill();
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
};
