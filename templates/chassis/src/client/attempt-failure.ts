import type { IncomingHttpHeaders } from 'node:http';

/** An answer as it came, its body read to the end. */
export type RawResponse = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string };

/**
 * How one attempt failed. `unreachable`: nothing was sent. `broken`: the connection died, so it may have been carried out.
 * `status`: an answer of 500 or more. `throttled`: an answer of 429, which is about this caller. `cancelled`: the caller has gone.
 * The last two say nothing against the target.
 */
export type FailureKind = 'no-instance' | 'unreachable' | 'broken' | 'timeout' | 'status' | 'throttled' | 'cancelled';

export class AttemptFailure extends Error {
  override readonly name = 'AttemptFailure';
  readonly kind: FailureKind;
  /** Id of the instance that was asked. */
  readonly instance: string | undefined;
  readonly response: RawResponse | undefined;

  constructor(kind: FailureKind, { instance, response, cause }: { readonly instance?: string; readonly response?: RawResponse; readonly cause?: unknown } = {}) {
    super(`attempt failed: ${kind}`, { cause });
    this.kind = kind;
    this.instance = instance;
    this.response = response;
  }
}

const unsentCodes: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/** Sorts what undici threw. `cancelled` is the caller's own signal, if it gave one. */
export const failureOf = (cause: unknown, instance: string, signals: { readonly deadline: AbortSignal; readonly cancelled: AbortSignal | undefined }): AttemptFailure => {
  if (signals.cancelled?.aborted === true) return new AttemptFailure('cancelled', { instance, cause });
  if (signals.deadline.aborted) return new AttemptFailure('timeout', { instance, cause });
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return new AttemptFailure(unsentCodes.has(code) ? 'unreachable' : 'broken', { instance, cause });
};

/** Whether it speaks against whoever was asked. */
export const isFault = (error: unknown): error is AttemptFailure =>
  error instanceof AttemptFailure && error.kind !== 'cancelled' && error.kind !== 'throttled';

/** Whether the target certainly knows nothing of it. */
export const isUnsent = (error: unknown): boolean => error instanceof AttemptFailure && (error.kind === 'no-instance' || error.kind === 'unreachable');
