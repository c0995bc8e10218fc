import { circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhen } from 'cockatiel';
import { AttemptFailure, isFault } from './attempt-failure.ts';
import { ServiceUnavailable } from './client-errors.ts';

export type BreakerState = 'closed' | 'half-open' | 'open';

export type Breaker = {
  readonly execute: <Result>(attempt: () => Promise<Result>) => Promise<Result>;
  /** @throws ServiceUnavailable while nobody may call */
  readonly refuse: () => void;
  readonly unavailable: () => ServiceUnavailable;
};

export type BreakerOptions = {
  readonly target: string;
  /** Failures in a row that open it. */
  readonly threshold: number;
  readonly halfOpenAfterMs: number;
  readonly onState: (state: BreakerState) => void;
};

const stateNames = { [CircuitState.Closed]: 'closed', [CircuitState.HalfOpen]: 'half-open', [CircuitState.Open]: 'open', [CircuitState.Isolated]: 'open' } as const;

export const createBreaker = ({ target, threshold, halfOpenAfterMs, onState }: BreakerOptions): Breaker => {
  // A caller that leaves says nothing about the target; but when its call was the probe, nothing was proven either.
  const isFailure = (error: unknown): boolean => isFault(error) || (error instanceof AttemptFailure && policy.state === CircuitState.HalfOpen);
  const policy = circuitBreaker(handleWhen(isFailure), { halfOpenAfter: halfOpenAfterMs, breaker: new ConsecutiveBreaker(threshold) });
  let closesAt = 0;
  policy.onBreak(() => { closesAt = Date.now() + halfOpenAfterMs; });
  policy.onStateChange((state) => { onState(stateNames[state]); });

  const unavailable = (): ServiceUnavailable =>
    new ServiceUnavailable(target, 'breaker-open', { retryAfter: Math.max(1, Math.ceil((closesAt - Date.now()) / 1000)) });
  // cockatiel lets callers wait for the end of the half-open probe; they would stand in line for a target that is probably down.
  const refuse = (): void => {
    if (policy.state === CircuitState.HalfOpen || (policy.state === CircuitState.Open && Date.now() < closesAt)) throw unavailable();
  };
  return { execute: async (attempt) => policy.execute(attempt), refuse, unavailable };
};
