import { Problem } from '../http/problem.ts';

/** Why a call was not answered by its target. */
export type UnavailableReason = 'breaker-open' | 'bulkhead-full' | 'no-instance' | 'unreachable' | 'overloaded';

const explanations = {
  'breaker-open': 'it failed several times in a row and is being left alone for a while',
  'bulkhead-full': 'too many calls to it are already in flight',
  'no-instance': 'discovery knows no healthy instance of it',
  unreachable: 'no instance of it could be reached',
  overloaded: 'it said itself that it is not available',
} satisfies Record<UnavailableReason, string>;

/** The target cannot answer now; the caller may try again after `retryAfter` seconds. */
export class ServiceUnavailable extends Problem {
  override readonly name = 'ServiceUnavailable';
  readonly reason: UnavailableReason;
  /** Whether any attempt of the call has reached the target: then what it was asked to do may have happened. */
  sent = false;

  constructor(target: string, reason: UnavailableReason, { retryAfter = 1, cause }: { readonly retryAfter?: number; readonly cause?: unknown } = {}) {
    const detail = `${target} is not available: ${explanations[reason]}.`;
    super({ status: 503, type: 'service-unavailable', title: 'Service unavailable', detail, target, reason }, { headers: { 'retry-after': String(retryAfter) }, cause });
    this.reason = reason;
  }
}

/** The target did not answer in the time that was left. What it was asked to do may have happened. */
export class DeadlineExceeded extends Problem {
  override readonly name = 'DeadlineExceeded';

  constructor(target: string, cause?: unknown) {
    super({ status: 504, type: 'deadline-exceeded', title: 'Deadline exceeded', detail: `${target} did not answer in time.`, target }, { cause });
  }
}

/** The target gave an answer that its contract does not have, or broke the connection in the middle of one. */
export class UnexpectedResponse extends Problem {
  override readonly name = 'UnexpectedResponse';

  constructor(target: string, what: string, cause?: unknown) {
    super({ status: 502, type: 'unexpected-response', title: 'Unexpected response', detail: `${target} ${what}.`, target }, { cause });
  }
}

export type ClientError = ServiceUnavailable | DeadlineExceeded | UnexpectedResponse;

export const isClientError = (error: unknown): error is ClientError =>
  error instanceof ServiceUnavailable || error instanceof DeadlineExceeded || error instanceof UnexpectedResponse;
