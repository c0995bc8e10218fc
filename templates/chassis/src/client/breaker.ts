import { AttemptFailure, isFault } from './attempt-failure.ts';
import { createCircuit, type BreakerState } from './circuit.ts';
import { ServiceUnavailable } from './client-errors.ts';

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

/** The circuit of a target: what speaks against it opens it. */
export const createBreaker = ({ target, ...options }: BreakerOptions): Breaker => {
  // A caller that leaves says nothing about the target; but when its call was the probe, nothing was proven either.
  const circuit = createCircuit({ ...options, isFailure: (error, probing) => isFault(error) || (probing && error instanceof AttemptFailure) });
  const unavailable = (): ServiceUnavailable => new ServiceUnavailable(target, 'breaker-open', { retryAfter: Math.max(1, Math.ceil(circuit.remainingMs() / 1000)) });
  return { execute: circuit.execute, refuse: () => { if (circuit.refuses()) throw unavailable(); }, unavailable };
};
